import { parseArgs } from "node:util";
import { type Browser, chromium, devices, type Page } from "@playwright/test";
import { buildEmptyPage, withEmptyPage } from "@/bench/empty-page";
import { FORMS } from "@/e2e/fixtures/forms";
import { PageContexts } from "@/e2e/fixtures/page-contexts";
import { LONG, PAGES } from "@/e2e/fixtures/pages";
import { withServer } from "@/e2e/fixtures/server";
import { ensureBrowser } from "@/scripts/browser.mjs";
import { fail } from "@/scripts/prepare.mjs";

/*
 * `npm run interactions -- [--runs 5] [page …]`: at a quarter of the processor's speed, how long each page blocks while it
 * starts, in turns with an empty page of Next's, and how long each form takes to show what somebody does (INP).
 */

const SLOWED = 4;
/** What a page may block beyond the empty one, and what an interaction may take. */
const LIMITS = { blocking: 100, interaction: 100 };
/** Tasks up to here block nobody (web.dev/articles/tbt). */
const LONG_TASK_MS = 50;

const { values: options, positionals } = parseArgs({
  options: { runs: { type: "string", default: "5" } },
  allowPositionals: true,
});
const isWanted = (name: string) => positionals.length === 0 || positionals.includes(name);
const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

try {
  await buildEmptyPage();
  const browser = await chromium.launch({ executablePath: await ensureBrowser(), args });
  const broken: string[] = [];
  await withEmptyPage(async (empty) => {
    await withServer({}, async (shop) => {
      broken.push(...(await compareBlocking(browser, shop, empty)));
      broken.push(...(await measureForms(browser, shop)));
    });
  });
  await browser.close();
  if (broken.length > 0) throw new Error(`too slow: ${broken.join(", ")}`);
} catch (error) {
  fail(error);
}

/** @returns the pages that block too long */
async function compareBlocking(browser: Browser, shop: string, empty: string): Promise<string[]> {
  const contexts = new PageContexts(browser, shop);
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const rows: Record<string, { page: number; empty: number; beyond: number }> = {};
  for (const { name, path, persona } of PAGES.filter((page) => isWanted(page.name) && !LONG.has(page.name))) {
    const taken: { page: number[]; empty: number[] } = { page: [], empty: [] };
    for (let run = 0; run < Number(options.runs); run++) {
      const { page, close } = await contexts.open(persona, "en");
      await page.context().addCookies([{ name: "time_zone", value: encodeURIComponent(timeZone), url: shop }]);
      taken.page.push(await blockingTime(page, path));
      await close();
      const other = await browser.newPage(devices["Pixel 7"]);
      taken.empty.push(await blockingTime(other, empty));
      await other.close();
    }
    const [own, floor] = [median(taken.page), median(taken.empty)];
    rows[name] = { page: own, empty: floor, beyond: own - floor };
  }
  console.table(rows);
  return Object.keys(rows).filter((name) => (rows[name]?.beyond ?? 0) > LIMITS.blocking);
}

/** Milliseconds beyond 50 of each task between the first paint and the end of loading. */
async function blockingTime(page: Page, address: string): Promise<number> {
  await slowDown(page);
  await page.addInitScript(recordLongTasks);
  await page.goto(address, { waitUntil: "networkidle" });
  await untilIdle(page);
  return page.evaluate((limit) => {
    const painted = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0;
    const blocking = window.longTasks.filter(({ startTime }) => startTime >= painted);
    return Math.round(blocking.reduce((sum, { duration }) => sum + duration - limit, 0));
  }, LONG_TASK_MS);
}

/** @returns the forms that answer too slowly */
async function measureForms(browser: Browser, shop: string): Promise<string[]> {
  const rows: Record<string, { slowest: number; of: string }> = {};
  for (const form of FORMS.filter(({ name }) => isWanted(name))) {
    const context = await browser.newContext({ ...devices["Desktop Chrome"], baseURL: shop, locale: "en-US" });
    const page = await context.newPage();
    await page.addInitScript(recordInteractions);
    const visit = await form.reach(page);
    await slowDown(page);
    await form.fill(page, visit);
    await pressThrough(page);
    const slowest = await page.evaluate(() => window.interactions.toSorted((a, b) => b.duration - a.duration)[0]);
    rows[form.name] = { slowest: slowest?.duration ?? 0, of: slowest?.name ?? "" };
    await context.close();
  }
  console.table(rows);
  return Object.keys(rows).filter((name) => (rows[name]?.slowest ?? 0) > LIMITS.interaction);
}

/** By mouse and keyboard, as people do, where `fill` only sets values: into each field, and on to the next. */
async function pressThrough(page: Page): Promise<void> {
  for (const field of await page.locator("form[method=post] input:visible").all()) {
    await field.click();
    for (const key of ["End", "x", "Backspace", "Tab"]) await page.keyboard.press(key);
  }
  await untilIdle(page);
}

/** Waits until what was seen has been reported, too. */
async function untilIdle(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestIdleCallback(done))));
}

declare global {
  interface Window {
    longTasks: { startTime: number; duration: number }[];
    interactions: { name: string; duration: number }[];
  }
}

function recordLongTasks(): void {
  window.longTasks = [];
  new PerformanceObserver((list) => window.longTasks.push(...list.getEntries())).observe({ type: "longtask" });
}

function recordInteractions(): void {
  window.interactions = [];
  new PerformanceObserver((list) => {
    for (const { name, duration, interactionId } of list.getEntries() as PerformanceEventTiming[]) {
      if (interactionId) window.interactions.push({ name, duration });
    }
  }).observe({ type: "event", durationThreshold: 16, buffered: true } as PerformanceObserverInit);
}

async function slowDown(page: Page): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  await browser.send("Emulation.setCPUThrottlingRate", { rate: SLOWED });
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
