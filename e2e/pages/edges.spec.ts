import type { Page } from "@playwright/test";
import { waitForAnimations, waitForHydration } from "@/e2e/fixtures/page-loading";
import { PAGES } from "@/e2e/fixtures/pages";
import { findClippedTexts, findHorizontalOverflow } from "@/e2e/fixtures/wcag-checks";
import { expect, test } from "@/e2e/fixtures/world-test";

/* A phone held sideways: little room between the header and the navigation. */

const SIDEWAYS = { width: 740, height: 360 };
const NAMES = ["overview", "overview-new", "preferences", "loyalty", "security"];

for (const { name, path, persona } of PAGES.filter((page) => NAMES.includes(page.name))) {
  test(`${name} fits a phone held sideways, and its end is not under the navigation`, async ({ openPageAs }) => {
    const page = await openPageAs(persona, "de", { viewport: SIDEWAYS });
    await page.goto(path);
    await waitForHydration(page);
    await waitForAnimations(page);
    expect([...(await findHorizontalOverflow(page)), ...(await findClippedTexts(page))]).toEqual([]);
    expect(await coveredAtTheEnd(page)).toEqual([]);
    expect(await shareOfFixed(page)).toBeLessThan(0.25);
  });
}

test("the bar's words stand apart on the narrowest phone, in the longest language", async ({ openPageAs }) => {
  const page = await openPageAs("member", "ru", { viewport: { width: 320, height: 640 } });
  await page.goto("/account");
  await waitForHydration(page);
  const gaps = await page.locator("nav li:visible span:last-child").evaluateAll((words) => {
    const boxes = words.map((word) => word.getBoundingClientRect());
    return boxes.slice(1).map(({ left }, index) => left - (boxes[index]?.right ?? 0));
  });
  expect(gaps).toHaveLength(4);
  for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(4);
});

/** What the bottom navigation still covers once the page is scrolled to its end. */
function coveredAtTheEnd(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    window.scrollTo(0, document.documentElement.scrollHeight);
    const bar = document.querySelector("nav[class*=fixed]")?.getBoundingClientRect();
    return [...document.querySelectorAll("main *")]
      .filter((element) => bar && element.checkVisibility() && element.getBoundingClientRect().bottom > bar.top + 1)
      .map((element) => element.outerHTML.slice(0, 200));
  });
}

/** How much of the screen's height never scrolls. */
function shareOfFixed(page: Page): Promise<number> {
  return page.evaluate(() => {
    window.scrollTo(0, 200);
    const heights = [...document.querySelectorAll("body > header, nav")]
      .filter((element) => /fixed|sticky/.test(getComputedStyle(element).position))
      .map((element) => element.getBoundingClientRect().height);
    return heights.reduce((sum, height) => sum + height, 0) / window.innerHeight;
  });
}
