import { parseArgs } from "node:util";
import { type Browser, chromium, type Locator, type Page, request } from "@playwright/test";
import { median } from "@/bench/gates";
import { waitForHydration } from "@/e2e/fixtures/page-loading";
import { PAGES, READ_ONLY, type ShopPage } from "@/e2e/fixtures/pages";
import { openContextAs } from "@/e2e/fixtures/persona-contexts";
import { withServer } from "@/e2e/fixtures/server";
import { World } from "@/kit/playwright/index";
import { ensureBrowser } from "@/scripts/browser.mjs";
import { fail } from "@/scripts/prepare.mjs";

/*
 * `npm run interactions -- [--runs 3] [--slowdown 4] [page …]`: types into, ticks and presses whatever the pages with forms
 * have, on a slowed processor, and tells of each page the longest that something took to show (Event Timing API, in steps of
 * 8 ms): its INP. Ends with 1 where that is more than `MOST_MS`, and more than what the empty page beside them needs.
 */

const MOST_MS = 100;
/** A page with one field and one button whose script does nothing: what browser and machine need by themselves. */
const EMPTY = `data:text/html,<main><input><button type=button onclick="this.textContent+='.'">Press</button></main>`;
/** What a field is for does not matter: letters and digits are typed by one and the same code. */
const TYPED = "a1b2";
/** What is not there by then does not come. */
const SOON = { timeout: 2000 };

type Interaction = { event: string; target: string; ms: number };

const { values, positionals: names } = parseArgs({
  options: { runs: { type: "string", default: "3" }, slowdown: { type: "string", default: "4" } },
  allowPositionals: true,
});

try {
  const pages = PAGES.filter(({ name }) => (names.length > 0 ? names.includes(name) : !READ_ONLY.has(name)));
  const browser = await chromium.launch({
    executablePath: await ensureBrowser(),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  try {
    await withServer({}, (origin) => measure(browser, origin, pages));
  } finally {
    await browser.close();
  }
} catch (error) {
  fail(error);
}

async function measure(browser: Browser, origin: string, pages: readonly ShopPage[]): Promise<void> {
  const longest = new Map<string, Interaction[]>();
  for (let run = 0; run < Number(values.runs); run++) {
    const found = new Map([["empty", await interactWithEmpty(browser)]]);
    for (const page of pages) found.set(page.name, await interactAsPersona(browser, origin, page));
    for (const [name, interaction] of found) longest.set(name, [...(longest.get(name) ?? []), interaction]);
  }
  const rows = [...longest].map(([page, runs]) => {
    const ms = median(runs.map((interaction) => interaction.ms));
    const { event, target } = runs.find((interaction) => interaction.ms >= ms) ?? { event: "", target: "" };
    return { page, ms, event, target };
  });
  console.table(rows);
  const floor = rows.find(({ page }) => page === "empty")?.ms ?? 0;
  if (rows.some(({ ms }) => ms > Math.max(MOST_MS, floor))) process.exitCode = 1;
}

async function interactWithEmpty(browser: Browser): Promise<Interaction> {
  const page = await browser.newPage();
  try {
    return await interactWith(page, () => page.goto(EMPTY));
  } finally {
    await page.close();
  }
}

/** In a world of its own, so that whatever is pressed does no harm to the next page. */
async function interactAsPersona(browser: Browser, origin: string, { path, persona }: ShopPage): Promise<Interaction> {
  const api = await request.newContext();
  const world = await World.create(api, origin);
  const context = await openContextAs(browser, world, origin, persona, "en", { baseURL: origin });
  try {
    const page = await context.newPage();
    return await interactWith(page, async () => {
      await page.goto(path, { waitUntil: "networkidle" });
      await waitForHydration(page);
    });
  } finally {
    await context.close();
    await world.end();
    await api.dispose();
  }
}

/** @returns the longest of all interactions */
async function interactWith(page: Page, open: () => Promise<unknown>): Promise<Interaction> {
  await page.addInitScript(recordInteractions);
  await open();
  const client = await page.context().newCDPSession(page);
  await client.send("Emulation.setCPUThrottlingRate", { rate: Number(values.slowdown) });
  const address = page.url();
  for (const control of await page.locator("main").locator("input, select, textarea, button").all()) {
    if (page.url() !== address) break;
    await use(page, control);
  }
  // The last of them are told once they are painted.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))));
  const interactions = await page.evaluate(() => window.interactions);
  return interactions.reduce((one, other) => (other.ms > one.ms ? other : one), { event: "", target: "none", ms: 0 });
}

/** What opens is closed again; what has gone meanwhile, or cannot be reached, is passed over. */
async function use(page: Page, control: Locator): Promise<void> {
  const kind = await control
    .evaluate((element) => `${element.tagName} ${element.getAttribute("type") ?? ""}`.toLowerCase(), null, SOON)
    .catch(() => null);
  if (kind === null || kind === "input hidden" || kind === "input file") return;
  try {
    await control.click(SOON);
    if (/^(input(?! (checkbox|radio))|textarea)/.test(kind)) await control.pressSequentially(TYPED, SOON);
    else if (kind.startsWith("select")) await control.press("ArrowDown", SOON);
    else await page.keyboard.press("Escape");
  } catch (error) {
    if (!(error instanceof Error && error.name === "TimeoutError")) throw error;
  }
}

declare global {
  interface Window {
    interactions: Interaction[];
  }
}

/** Runs in the page, before its own scripts. */
function recordInteractions(): void {
  window.interactions = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as PerformanceEventTiming[]) {
      if (!(entry as { interactionId?: number }).interactionId) continue;
      const target = entry.target instanceof HTMLElement ? entry.target : null;
      const name = target?.getAttribute("name") || target?.textContent?.trim().slice(0, 40) || target?.tagName;
      window.interactions.push({ event: entry.name, target: name ?? "", ms: entry.duration });
    }
  }).observe({ type: "event", durationThreshold: 16, buffered: true } as PerformanceObserverInit);
}
