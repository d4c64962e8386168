import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import type { Visitor } from "@/e2e/pages";
import { pictureOf } from "@/e2e/visual/drawing";
import { StillShop } from "@/e2e/visual/still-shop";
import { LANGUAGES, type Language } from "@/lib/platform/i18n/languages";
import { ensureBrowser } from "@/scripts/browser.mjs";
import { type Device, type Theme, VIEWPORTS } from "./looks";
import type { Shot } from "./states";

export type View = { shot: Shot; device: Device; theme: Theme; language: Language };

/** Longer pages are shown down to here. */
const LONGEST = 8_000;

/** Where pictures are taken: a shop of our own in which time stands still, and a browser. */
export class Studio {
  readonly #visits = new Map<string, Promise<BrowserContext>>();

  private constructor(
    private readonly shop: StillShop,
    private readonly browser: Browser,
  ) {}

  static async open(): Promise<Studio> {
    const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    const args = [...sandbox, "--disable-background-networking"];
    const browser = await chromium.launch({ executablePath: await ensureBrowser(), args });
    return new Studio(await StillShop.open(), browser);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.shop.close();
  }

  /** All of a page; once something was done there, what is on the screen. */
  takePage(view: View): Promise<Buffer> {
    return this.#at(view, 1, async (page) => {
      if (view.shot.act) return screenOf(page);
      // On a phone as high as the page, the bar at the screen's foot stands at the page's.
      if (view.device === "phone") await page.setViewportSize({ ...VIEWPORTS.phone, height: await heightOf(page) });
      return pictureOf(page);
    });
  }

  /** What is on the screen, with twice the pixels. */
  takeScreen(view: View): Promise<Buffer> {
    return this.#at(view, 2, screenOf);
  }

  /** Each in a window of its own: those that share one are now and then drawn in each other's size. */
  async #at(view: View, deviceScaleFactor: number, take: (page: Page) => Promise<Buffer>): Promise<Buffer> {
    const { shot, device, theme, language } = view;
    const look = { name: shot.name, viewport: VIEWPORTS[device], colorScheme: theme, language, deviceScaleFactor };
    const context = await this.shop.lookAgain(this.browser, look, await this.#visit(shot.visitor, language));
    const page = await context.newPage();
    await page.goto(addressOf(shot, language), { waitUntil: "networkidle" });
    await page.evaluate(() => document.fonts.ready);
    await shot.act?.(page);
    const picture = await take(page);
    await context.close();
    return picture;
  }

  /** Each visitor signs in once for each language. */
  #visit(visitor: Visitor, language: Language): Promise<BrowserContext> {
    const key = `${visitor} ${language}`;
    const look = { name: key, viewport: VIEWPORTS.desktop, colorScheme: "light", language } as const;
    const visit = this.#visits.get(key) ?? this.shop.visit(this.browser, look, visitor, phoneOf(language));
    this.#visits.set(key, visit);
    return visit;
  }
}

function screenOf(page: Page): Promise<Buffer> {
  return page.screenshot({ animations: "disabled" });
}

function heightOf(page: Page): Promise<number> {
  return page.evaluate((longest) => Math.min(document.documentElement.scrollHeight, longest), LONGEST);
}

/** Of who registers in a language: their SMS is the only one the outbox shows. */
function phoneOf(language: Language): string {
  return `+90532111001${LANGUAGES.indexOf(language)}`;
}

function addressOf({ name, path }: Shot, language: Language): string {
  return name === "outbox" ? `${path}?to=${encodeURIComponent(phoneOf(language))}` : path;
}
