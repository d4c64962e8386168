import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { FrozenClockServer } from "@/e2e/fixtures/frozen-clock-server";
import { PAGES, type Persona } from "@/e2e/fixtures/pages";
import { DESKTOP, PHONE } from "@/e2e/fixtures/viewports";

/*
 * Every page and every primitive looks as it did, words drawn as bars. After a change that is meant:
 * `npm run e2e -- --project=visual --update-snapshots`, and look at the pictures before they are committed.
 */

/** Half the pixels in either direction: the snapshots stay small, and nothing as large as a word is lost. */
const deviceScaleFactor = 0.5;

const LOOKS = [
  {
    name: "phone-light-en",
    phone: "+905321110011",
    appearance: { viewport: PHONE, colorScheme: "light", language: "en", deviceScaleFactor },
  },
  {
    name: "desktop-dark-ar",
    phone: "+905321110022",
    appearance: { viewport: DESKTOP, colorScheme: "dark", language: "ar", deviceScaleFactor },
  },
] as const;

/** Developers' pages change with the tools behind them; the gallery has snapshots of its own. */
const PICTURED = PAGES.filter(({ name }) => name !== "gallery" && name !== "docs");

/** One worker starts the server and runs all tests against it. */
test.describe.configure({ mode: "default" });

let server: FrozenClockServer;
const contexts = new Map<string, BrowserContext>();

test.beforeAll(async () => {
  server = await FrozenClockServer.start();
});

test.afterAll(async () => {
  for (const context of contexts.values()) await context.close();
  await server?.stop();
});

for (const { name: look, phone, appearance } of LOOKS) {
  for (const { name, path, persona } of PICTURED) {
    test(`${name} looks as it did, ${look}`, async ({ browser }) => {
      const page = await openPage(persona, look, () => server.signIn(browser, appearance, persona, phone));
      // Other messages in the mailbox depend on which tests ran before.
      await page.goto(name === "outbox" ? `${path}?to=${encodeURIComponent(phone)}` : path);
      await expectSnapshot(page, `${name}-${look}`);
    });
  }
}

for (const theme of ["light", "dark"]) {
  for (const direction of ["ltr", "rtl"]) {
    test(`every primitive looks as it did, ${theme} and ${direction}`, async ({ browser }) => {
      const page = await openPage("guest", "gallery", () => server.signIn(browser, LOOKS[0].appearance, "guest"));
      await page.goto(`/dev/gallery?theme=${theme}&dir=${direction}`);
      await expectSnapshot(page, `gallery-${theme}-${direction}`);
      await page.locator("button[aria-haspopup=dialog]").first().click();
      await expect(page.getByRole("dialog")).toHaveScreenshot(`gallery-dialog-${theme}-${direction}.png`);
    });
  }
}

/** A new page; each persona signs in once per look. */
async function openPage(persona: Persona, look: string, signIn: () => Promise<BrowserContext>): Promise<Page> {
  const key = `${persona} ${look}`;
  const context = contexts.get(key) ?? (await signIn());
  contexts.set(key, context);
  return context.newPage();
}

async function expectSnapshot(page: Page, name: string): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.evaluate(async () => {
    await document.fonts.ready;
    const everything = document.createRange();
    everything.selectNodeContents(document.body);
    // screenshot.css draws the highlight as bars.
    CSS.highlights.set("words", new Highlight(everything));
  });
  await expect(page).toHaveScreenshot(`${name}.png`, { fullPage: true });
}
