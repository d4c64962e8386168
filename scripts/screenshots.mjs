import { mkdirSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { ensureBrowser } from "./browser.mjs";

/*
 * Pictures of every page of a running demo store, to be looked at before a page is called done:
 *   npm run screenshots -- [folder] [url]
 * One file for each page, viewport, theme and language.
 */

const [folder = ".data/screenshots", shop = "http://localhost:3000"] = process.argv.slice(2);

const VIEWPORTS = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };
const THEMES = ["light", "dark"];
const CUSTOMERS = { en: "john.doe@example.com", tr: "can.yilmaz@example.com", ar: "yahya.alghamdi@example.com" };
const PASSWORD = "SecurePassword123";
const GUEST_PAGES = { home: "/", login: "/login", "not-found": "/no-such-page", outbox: "/dev/outbox" };
const CUSTOMER_PAGES = {
  overview: "/account",
  profile: "/account/profile",
  preferences: "/account/preferences",
  segments: "/account/segments",
  privacy: "/account/privacy",
};

mkdirSync(folder, { recursive: true });
const executablePath = await ensureBrowser();
const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const browser = await chromium.launch({ executablePath, args: [...sandbox, "--disable-background-networking"] });
for (const [language, email] of Object.entries(CUSTOMERS)) {
  for (const [device, viewport] of Object.entries(VIEWPORTS)) {
    for (const colorScheme of THEMES) {
      const context = await browser.newContext({
        viewport,
        colorScheme,
        reducedMotion: "reduce",
        deviceScaleFactor: 1,
      });
      await context.addCookies([{ name: "locale", value: language, url: shop }]);
      const page = await context.newPage();
      await shoot(page, GUEST_PAGES, `${language}-${device}-${colorScheme}`);
      await context.request.post(`${shop}/users/login/`, { data: { email, password: PASSWORD } });
      await shoot(page, CUSTOMER_PAGES, `${language}-${device}-${colorScheme}`);
      await context.close();
    }
  }
}
await browser.close();
console.log(`The pictures are in ${folder}.`);

async function shoot(page, pages, variant) {
  for (const [name, address] of Object.entries(pages)) {
    await page.goto(shop + address, { waitUntil: "networkidle" });
    await page.screenshot({ path: path.join(folder, `${name}-${variant}.png`), fullPage: true });
  }
}
