import type { Browser, BrowserContext, BrowserContextOptions, Page } from "@playwright/test";
import type { Language } from "@/lib/platform/i18n/languages";
import { type AnyVisitor, becomeVisitor } from "./pages";

/** Somebody who is another one each time changes what his pages show; the others only look, and share a session. */
const ALONE: ReadonlySet<AnyVisitor> = new Set(["registering", "newcomer"]);

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1280, height: 900 };

/** On a busy machine; what takes longer does not come at all. */
const TIMEOUT_MS = 20_000;

/** Looks at a shop in one language, as whoever a page is for, on a phone unless told otherwise. */
export class Visits {
  readonly #contexts = new Map<AnyVisitor, Promise<BrowserContext>>();

  constructor(
    private readonly browser: Browser,
    private readonly shop: string,
    private readonly language: Language,
    private readonly options: BrowserContextOptions = {},
  ) {}

  /** Does some work in a new page of a visitor's browser. */
  async as<Result>(visitor: AnyVisitor, work: (page: Page) => Promise<Result>): Promise<Result> {
    const context = await this.#contextOf(visitor);
    const page = await context.newPage();
    try {
      return await work(page);
    } finally {
      await (ALONE.has(visitor) ? context : page).close();
    }
  }

  async close(): Promise<void> {
    for (const context of this.#contexts.values()) await (await context).close();
  }

  #contextOf(visitor: AnyVisitor): Promise<BrowserContext> {
    const context = this.#contexts.get(visitor) ?? this.#begin(visitor);
    if (!ALONE.has(visitor)) this.#contexts.set(visitor, context);
    return context;
  }

  async #begin(visitor: AnyVisitor): Promise<BrowserContext> {
    const context = await this.browser.newContext({ baseURL: this.shop, viewport: PHONE, ...this.options });
    context.setDefaultTimeout(TIMEOUT_MS);
    await context.addCookies([{ name: "locale", value: this.language, url: this.shop }]);
    await becomeVisitor(context.request, this.shop, visitor, this.language);
    return context;
  }
}
