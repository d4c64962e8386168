import { type Browser, chromium, type Page } from "@playwright/test";
import sharp from "sharp";
import { FrozenClockServer } from "@/e2e/fixtures/frozen-clock-server";
import { PAGES } from "@/e2e/fixtures/pages";
import type { Language } from "@/lib/platform/i18n/languages";
import { ensureBrowser } from "@/scripts/browser.mjs";

/* `npm run pictures`: renews the README's pictures, screens as they are, beside and over each other on nothing. */

const DEVICES = {
  phone: { viewport: { width: 390, height: 844 }, corners: 28 },
  desktop: { viewport: { width: 1280, height: 900 }, corners: 16 },
};

type Screen = {
  page: string;
  device: keyof typeof DEVICES;
  colorScheme: "light" | "dark";
  language: Language;
  /** Where it lies in the picture, in its pixels. */
  left: number;
  top: number;
  width: number;
};

const PICTURES: { name: string; width: number; height: number; screens: Screen[] }[] = [
  {
    name: "overview",
    width: 1660,
    height: 940,
    screens: [
      { page: "overview", device: "desktop", colorScheme: "light", language: "en", left: 24, top: 20, width: 1270 },
      { page: "overview", device: "phone", colorScheme: "dark", language: "ar", left: 1244, top: 64, width: 388 },
    ],
  },
  {
    name: "loyalty",
    width: 1660,
    height: 1156,
    screens: [
      { page: "loyalty", device: "phone", colorScheme: "light", language: "tr", left: 40, top: 20, width: 500 },
      { page: "loyalty-till", device: "phone", colorScheme: "light", language: "en", left: 580, top: 20, width: 500 },
      { page: "loyalty", device: "phone", colorScheme: "dark", language: "ar", left: 1120, top: 20, width: 500 },
    ],
  },
  {
    name: "security-and-privacy",
    width: 1660,
    height: 620,
    screens: [
      { page: "security", device: "desktop", colorScheme: "dark", language: "en", left: 30, top: 20, width: 790 },
      { page: "privacy", device: "desktop", colorScheme: "light", language: "en", left: 840, top: 20, width: 790 },
    ],
  },
];

const browser = await chromium.launch({
  executablePath: await ensureBrowser(),
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
const server = await FrozenClockServer.start();
try {
  for (const { name, width, height, screens } of PICTURES) {
    const frames: string[] = [];
    for (const screen of screens) frames.push(await takeFrame(browser, screen));
    const page = await browser.newPage({ viewport: { width, height } });
    await page.setContent(`<body style="margin: 0">${frames.join("")}</body>`, { waitUntil: "load" });
    const picture = await page.screenshot({ omitBackground: true });
    await sharp(picture).webp({ quality: 82, effort: 6 }).toFile(`docs/pictures/${name}.webp`);
    await page.close();
    console.log(`docs/pictures/${name}.webp`);
  }
} finally {
  await browser.close();
  await server.stop();
}

/** A screen with round corners, an edge and a shadow, as HTML. */
async function takeFrame(here: Browser, { page, device, left, top, width, ...look }: Screen): Promise<string> {
  const { viewport, corners } = DEVICES[device];
  const shown = PAGES.find(({ name }) => name === page);
  if (!shown) throw new Error(`There is no page ${page}.`);
  const context = await server.signIn(here, { viewport, deviceScaleFactor: 2, ...look }, shown.persona);
  const source = await takeScreen(await context.newPage(), shown.path);
  await context.close();
  const place = `position: absolute; left: ${left}px; top: ${top}px; width: ${width}px`;
  const edge = `border-radius: ${corners}px; outline: 1px solid #7f8f898c; outline-offset: -1px; box-shadow: 0 4px 16px #0a141259`;
  return `<img style="${place}; ${edge}" src="data:image/png;base64,${source.toString("base64")}">`;
}

async function takeScreen(page: Page, path: string): Promise<Buffer> {
  await page.goto(path, { waitUntil: "networkidle" });
  await page.evaluate(() => document.fonts.ready);
  return page.screenshot({ animations: "disabled" });
}
