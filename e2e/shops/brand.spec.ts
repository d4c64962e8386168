import path from "node:path";
import { findViolationsInAllLooks } from "@/e2e/fixtures/axe";
import { postWithToken } from "@/e2e/fixtures/forms";
import { OPENED } from "@/e2e/fixtures/page-states";
import { DESKTOP, PHONE } from "@/e2e/fixtures/viewports";
import { expect, test } from "@/e2e/fixtures/world-test";
import { LANGUAGES } from "@/lib/platform/i18n/languages";
import { getPalettes, getShop } from "@/lib/platform/shop/config";

/* Whatever shop.config.ts says: run by `npm run test:shops` in a copy that has a shop's own. */

const shop = getShop();
const palettes = getPalettes();
const LOOKS = [
  { name: "phone-light", viewport: PHONE, colorScheme: "light" },
  { name: "desktop-dark", viewport: DESKTOP, colorScheme: "dark" },
] as const;

/** `#rrggbb` as browsers say it. */
const rgb = (color: string) => `rgb(${[1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)).join(", ")})`;

for (const [index, language] of LANGUAGES.entries()) {
  for (const { name, persona, reach } of OPENED) {
    test(`axe finds nothing on ${name}, ${language}`, async ({ openPageAs }) => {
      const page = await openPageAs(persona, language);
      await reach(page);
      expect(await findViolationsInAllLooks(page)).toEqual([]);
      if (index > 0 || !process.env.SHOP_PICTURES) return;
      for (const { name: look, viewport, colorScheme } of LOOKS) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: path.join(process.env.SHOP_PICTURES, `${name}-${look}.png`), fullPage: true });
      }
    });
  }
}

test("pages have the shop's name, colours, corners, languages and links", async ({ page }) => {
  await page.goto("/login");
  await expect(page).toHaveTitle(new RegExp(`· ${shop.name.replace(/[^\w ]/g, "\\$&")}$`));
  const home = page.getByRole("banner").getByRole("link", { name: shop.name });
  await expect(home).toHaveAttribute("href", shop.links.shop ?? "/");
  const button = page.getByRole("main").locator("button[type=submit]").first();
  await expect(button).toHaveCSS("background-color", rgb(palettes.light.primary));
  await expect(button).toHaveCSS("border-radius", `${shop.corners}px`);
  for (const { href } of shop.links.more) {
    await expect(page.getByRole("contentinfo").locator(`a[href="${href}"]`)).toBeVisible();
  }
  await page.getByRole("banner").locator("button[aria-haspopup=dialog]").click();
  await expect(page.getByRole("dialog").locator("input[name=locale]")).toHaveCount(shop.languages.length);
});

test("a mail has the shop's name, colours and imprint", async ({ page }) => {
  const email = "john.doe@example.com";
  expect((await postWithToken(page, "/users/password/reset/", { email })).ok()).toBe(true);
  const find = async (): Promise<string> => {
    const answer = await page.request.get("/api/dev/outbox", { params: { to: email } });
    return (await answer.json())[0]?.html ?? "";
  };
  await expect.poll(find).toContain(`background-color:${palettes.light.primary}`);
  const { imprint } = shop.mail;
  for (const text of [shop.name, ...(typeof imprint === "string" ? [imprint] : [])])
    expect(await find()).toContain(text);
});
