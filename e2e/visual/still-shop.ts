import type { ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";
import type { Browser, BrowserContext } from "@playwright/test";
import getPort from "get-port";
import { killShop, newFolder, startShop } from "@/e2e/own-server";
import { becomeVisitor, type Visitor } from "@/e2e/pages";
import type { Language } from "@/lib/platform/i18n/languages";

/* A shop in which time stands still and nobody else has been, and browsers at the same moment. */

const STILL_AT = "2026-11-20T09:30:00Z";

/** Chromium's on every system, so that the list of devices names the same. */
const USER_AGENT = "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

export type Look = {
  name: string;
  viewport: { width: number; height: number };
  colorScheme: "light" | "dark";
  language: Language;
  /** Pixels to a point; 1 unless told otherwise. */
  deviceScaleFactor?: number;
};

type StorageState = Awaited<ReturnType<BrowserContext["storageState"]>>;

export class StillShop {
  private constructor(
    readonly address: string,
    private readonly server: ChildProcess,
    private readonly folder: string,
  ) {}

  static async open(): Promise<StillShop> {
    const folder = newFolder();
    const port = await getPort();
    const settings = { STILL_AT, NODE_OPTIONS: "--import ./e2e/visual/still-clock.mjs" };
    return new StillShop(`http://localhost:${port}`, await startShop(port, folder, settings), folder);
  }

  async close(): Promise<void> {
    await killShop(this.server);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /**
   * A browser of its own for a visitor.
   *
   * @param phone of who is registering
   */
  async visit(browser: Browser, look: Look, visitor: Visitor, phone?: string): Promise<BrowserContext> {
    const context = await this.enter(browser, look);
    await context.addCookies([{ name: "locale", value: look.language, url: this.address }]);
    await becomeVisitor(context.request, this.address, visitor, look.language, phone);
    return context;
  }

  /** Another browser with a visitor's session: a further sign-in would stand in the list of their devices. */
  async lookAgain(browser: Browser, look: Look, visit: BrowserContext): Promise<BrowserContext> {
    return this.enter(browser, look, await visit.storageState());
  }

  private async enter(browser: Browser, look: Look, storageState?: StorageState): Promise<BrowserContext> {
    const { viewport, colorScheme, deviceScaleFactor = 1 } = look;
    const context = await browser.newContext({
      baseURL: this.address,
      viewport,
      colorScheme,
      deviceScaleFactor,
      storageState,
      reducedMotion: "reduce",
      locale: "en-US",
      timezoneId: "UTC",
      userAgent: USER_AGENT,
    });
    await context.clock.setFixedTime(STILL_AT);
    await waitForFonts(context);
    return context;
  }
}

/** However late they come: pages that were painted without them would look otherwise every other time. */
async function waitForFonts(context: BrowserContext): Promise<void> {
  await context.route("**/*.css", async (route) => {
    const response = await route.fetch();
    const css = await response.text();
    await route.fulfill({ response, body: css.replaceAll("font-display:optional", "font-display:block") });
  });
}
