import type { Page } from "@playwright/test";
import { openSlowly, waitForAnimations, waitForHydration } from "@/e2e/fixtures/page-loading";
import { monitorPage } from "@/e2e/fixtures/page-monitor";
import { PAGES } from "@/e2e/fixtures/pages";
import { findClippedTexts, findHorizontalOverflow, findMovingElements, setFontSize } from "@/e2e/fixtures/wcag-checks";
import { expect, test } from "@/e2e/fixtures/world-test";
import { directionOf, type Language } from "@/lib/platform/i18n/languages";

/* What must hold for every page, opened on a phone and slowly, in the language with the longest words and right to left. */

/** Not the server's, so that times change as soon as the browser has its say. */
const timezoneId = "Asia/Kathmandu";

for (const { name, path, persona } of PAGES) {
  for (const language of ["de", "ar"] as const) {
    test(`${name} loads without shifts or errors, fits and holds still, ${language}`, async ({ openPageAs }) => {
      const page = await openPageAs(persona, language, { timezoneId });
      const faultsWhileLoading = await monitorPage(page);
      await openSlowly(page, path);
      await waitForAnimations(page);
      await expectDocument(page, language);
      expect(await faultsWhileLoading()).toEqual([]);

      await page.emulateMedia({ reducedMotion: "reduce" });
      expect(await findMovingElements(page)).toEqual([]);

      await page.setViewportSize({ width: 320, height: 640 });
      for (const percent of [100, 200]) {
        await setFontSize(page, percent);
        await waitForAnimations(page);
        const lost = [...(await findHorizontalOverflow(page)), ...(await findClippedTexts(page))];
        expect(lost, `${percent} % letters at 320 px`).toEqual([]);
      }
    });
  }

  test(`${name} creates no formatter while it starts in a returning browser`, async ({ openPageAs, baseURL }) => {
    const page = await openPageAs(persona, "tr", { timezoneId });
    await page.context().addCookies([{ name: "time_zone", value: encodeURIComponent(timezoneId), url: baseURL }]);
    await recordFormatters(page);
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    await waitForHydration(page);
    await expect(page.locator("time.invisible")).toHaveCount(0);
    expect(await page.evaluate(() => window.formatters)).toEqual([]);
  });
}

test("no two pages share a title", async ({ openPageAs }) => {
  const addresses = new Map<string, Set<string>>();
  for (const { path, persona } of PAGES) {
    const page = await openPageAs(persona, "de");
    const html = await (await page.request.get(path)).text();
    const title = /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? "";
    addresses.set(title, (addresses.get(title) ?? new Set()).add(path.replace(/\?.*/, "")));
  }
  expect([...addresses].filter(([title, paths]) => title === "" || paths.size > 1)).toEqual([]);
});

declare global {
  interface Window {
    formatters: string[];
  }
}

/** One `h1`, and the language and direction that were chosen. */
async function expectDocument(page: Page, language: Language): Promise<void> {
  const html = page.locator("html");
  await expect(html).toHaveAttribute("lang", language);
  await expect(html).toHaveAttribute("dir", directionOf(language));
  await expect(page.locator("h1")).toHaveCount(1);
}

/** Records each of the browser's formatters that a page makes, but for the plural's, which is cheap. */
async function recordFormatters(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.formatters = [];
    for (const name of [
      ...(["NumberFormat", "DateTimeFormat", "RelativeTimeFormat"] as const),
      "ListFormat",
      "DisplayNames",
      "Collator",
    ] as const) {
      const record = (made: unknown[]) => window.formatters.push(`${name}(${JSON.stringify(made).slice(1, -1)})`);
      const recorded = new Proxy(Intl[name], {
        construct: (target, made) => record(made) && Reflect.construct(target, made),
        apply: (target, self, made) => record(made) && Reflect.apply(target as () => unknown, self, made),
      });
      Object.defineProperty(Intl, name, { value: recorded });
    }
  });
}
