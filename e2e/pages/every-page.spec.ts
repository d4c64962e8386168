import type { Page } from "@playwright/test";
import pLimit from "p-limit";
import { clippedTexts, enlargeLetters, movingElements, overflow, smallTargets } from "@/e2e/fitness";
import { hydrated, openSlowly } from "@/e2e/late-scripts";
import { AT_ONCE, drawn } from "@/e2e/looks";
import { expect, test } from "@/e2e/own-shop";
import { PAGES, type ShopPage, untoldPages } from "@/e2e/pages";
import { Visits } from "@/e2e/visits";
import { watched } from "@/e2e/watched";
import { directionOf, type Language } from "@/lib/platform/i18n/languages";

/*
 * What must hold for every page: it is opened once, on a phone and slowly, and all of it is looked at there. In the
 * language with the longest words and in the one that runs from right to left.
 */

for (const language of ["de", "ar"] as const) {
  test(`every page stands still, fits and is alone, ${language}`, async ({ browser, shop }) => {
    test.setTimeout(120_000);
    // Elsewhere than the server, so that times are others as soon as the browser has spoken.
    const visits = new Visits(browser, shop, language, { timezoneId: "Asia/Kathmandu" });
    const limit = pLimit(AT_ONCE);
    const looks = await Promise.all(
      PAGES.map((shown) => limit(() => visits.as(shown.visitor, (page) => look(page, shown, language)))),
    );
    await visits.close();
    expect(looks.flatMap(({ faults }) => faults)).toEqual([]);
    expect(titlesOfSeveral(looks)).toEqual([]);
  });
}

test("no page makes a formatter while it starts, in a browser that has been here before", async ({ browser, shop }) => {
  test.setTimeout(120_000);
  const timezoneId = "Asia/Kathmandu";
  const visits = new Visits(browser, shop, "tr", { timezoneId });
  const limit = pLimit(AT_ONCE);
  const found = await Promise.all(
    PAGES.map(({ name, path, visitor }) =>
      limit(() =>
        visits.as(visitor, async (page) => {
          await page.context().addCookies([{ name: "time_zone", value: encodeURIComponent(timezoneId), url: shop }]);
          await listFormatters(page);
          await page.goto(path);
          await page.waitForLoadState("networkidle");
          await hydrated(page);
          await expect(page.locator("time.invisible")).toHaveCount(0);
          const made = await page.evaluate(() => window.formatters);
          return made.map((formatter) => `${name}: ${formatter}`);
        }),
      ),
    ),
  );
  await visits.close();
  expect(found.flat()).toEqual([]);
});

test("whatever looks at every page knows all of them", () => {
  expect(untoldPages()).toEqual([]);
});

declare global {
  interface Window {
    formatters: string[];
  }
}

/** Notes each of the browser's formatters that a page makes, but for the plural's, which is cheap. */
async function listFormatters(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.formatters = [];
    for (const name of ["NumberFormat", "DateTimeFormat", "DisplayNames", "Collator"] as const) {
      const note = (made: unknown[]) => window.formatters.push(`${name}(${JSON.stringify(made).slice(1, -1)})`);
      const watchedFormatter = new Proxy(Intl[name], {
        construct: (target, made) => note(made) && Reflect.construct(target, made),
        apply: (target, self, made) => note(made) && Reflect.apply(target as () => unknown, self, made),
      });
      Object.defineProperty(Intl, name, { value: watchedFormatter });
    }
  });
}

type LookedAt = { address: string; title: string; faults: string[] };

async function look(page: Page, { name, path }: ShopPage, language: Language): Promise<LookedAt> {
  const seen = await watched(page);
  await openSlowly(page, path);
  await drawn(page);
  const faults = [...(await seen.faults()), ...(await documentFaults(page, language)), ...(await smallTargets(page))];

  await page.emulateMedia({ reducedMotion: "reduce" });
  faults.push(...(await movingElements(page)));

  for (const percent of [100, 200]) {
    await page.setViewportSize({ width: 320, height: 640 });
    await enlargeLetters(page, percent);
    await drawn(page);
    const lost = [...(await overflow(page)), ...(await clippedTexts(page))];
    faults.push(...lost.map((fault) => `letters of ${percent} % at 320 px: ${fault}`));
  }
  return {
    address: new URL(path, page.url()).pathname,
    title: await page.title(),
    faults: faults.map((fault) => `${name}: ${fault}`),
  };
}

/** One `h1`, and the language and direction that were chosen. */
async function documentFaults(page: Page, language: Language): Promise<string[]> {
  const found = await page.evaluate(() => {
    const { lang, dir } = document.documentElement;
    return { lang, dir, headings: document.querySelectorAll("h1").length };
  });
  const wanted = { lang: language, dir: directionOf(language), headings: 1 };
  return Object.entries(wanted).flatMap(([key, value]) => {
    const actual = found[key as keyof typeof found];
    return actual === value ? [] : [`${key} is ${actual} rather than ${value}`];
  });
}

/** Titles that pages at different addresses share (WCAG 2.2, 2.4.2). */
function titlesOfSeveral(looks: readonly LookedAt[]): string[] {
  const titles = new Set(looks.map(({ title }) => title));
  return [...titles].flatMap((title) => {
    const places = new Set(looks.filter((look) => look.title === title).map(({ address }) => address));
    return places.size === 1 && title !== "" ? [] : [`“${title}”: ${[...places].join(", ")}`];
  });
}
