import { parseArgs } from "node:util";
import { request } from "@playwright/test";
import { withOwnShop } from "@/e2e/own-server";
import { becomeVisitor, LONG, PAGES, READ_ONLY, type ShopPage } from "@/e2e/pages";
import { type Language, languageOf } from "@/lib/platform/i18n/languages";
import { ensureBrowser } from "@/scripts/browser.mjs";
import { fail, StepFailed } from "@/scripts/prepare.mjs";
import { withEmptyPage } from "./empty-page";
import { type LighthouseResult, loadLighthouse } from "./lighthouse-package";

/*
 * `npm run lighthouse -- [--runs 3] [--language en] [page …]`: Lighthouse's mobile preset on every page, or on the named
 * ones. Of several runs the one with the middle performance counts, since a busy machine makes single runs worse. After
 * each page an empty one of Next's is measured: more than it scores on this machine, no page can.
 */

/** The least score of each; of performance, unless an empty page has so little itself that nothing could reach it. */
const CATEGORIES = { performance: 98, accessibility: 100, "best-practices": 100, seo: 100 } as const;
/** Points of performance that a page may be behind an empty one, which loads and starts nothing of its own. */
const BEHIND_EMPTY = { read: 7, changed: 14, long: 18 };
/** The layout's shift, in Lighthouse's three digits. */
const SHIFT_LIMIT = 0.0005;
/** That a page which is not there says so, to search engines and in the browser's console, is right. */
const EXPECTED_OF_NOT_FOUND = {
  ignoreStatusCode: true,
  skipAudits: ["http-status-code", "is-crawlable", "errors-in-console"],
};
/** Of the desktops whose slowing down makes the mobile preset's phone (Lighthouse, docs/throttling.md). */
const PRESET_MACHINE_INDEX = 1500;

/** Who measures gets an address and the cookies to send there. */
type Measure = (
  page: Pick<ShopPage, "name">,
  address: string,
  cookie: string,
  tries?: number,
) => Promise<LighthouseResult>;
type Measured = { page: ShopPage; result: LighthouseResult };
type Wanted = { pages: readonly ShopPage[]; runs: number; language: Language };

try {
  const { pages, runs, language } = readArguments();
  const measured: Measured[] = [];
  const empty: LighthouseResult[] = [];
  const measure = await prepareMeasuring();
  await withEmptyPage((emptyPage) =>
    withOwnShop({}, async (shop) => {
      printRow(["page", ...Object.keys(CATEGORIES), "LCP ms", "TBT ms", "CLS"]);
      for (const page of pages) {
        const cookie = await cookieOf(shop, page, language);
        const results: LighthouseResult[] = [];
        while (results.length < runs) results.push(await measure(page, shop + page.path, cookie));
        const result = middleOf(results);
        measured.push({ page, result });
        printRow([page.name, ...numbersOf(result)]);
        empty.push(await measure({ name: "empty" }, emptyPage, ""));
      }
    }),
  );
  printRow(["(empty)", ...numbersOf(middleOf(empty))]);
  report(measured, empty);
} catch (error) {
  fail(error);
}

function readArguments(): Wanted {
  const { values, positionals } = parseArgs({
    options: { runs: { type: "string", default: "3" }, language: { type: "string", default: "en" } },
    allowPositionals: true,
  });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) throw new StepFailed("--runs is how often each page is measured, as 3.");
  const language = languageOf(values.language);
  if (!language) throw new StepFailed(`The store does not speak "${values.language}".`);
  const unknown = positionals.find((name) => !PAGES.some((page) => page.name === name));
  if (unknown) throw new StepFailed(`No page is called "${unknown}": ${PAGES.map(({ name }) => name).join(", ")}.`);
  return { pages: PAGES.filter(({ name }) => positionals.length === 0 || positionals.includes(name)), runs, language };
}

async function prepareMeasuring(): Promise<Measure> {
  const { lighthouse, launch } = await loadLighthouse();
  const chromePath = await ensureBrowser();
  const chromeFlags = ["--headless=new", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])];

  /** In a browser of its own each time: nothing is left of the run before. */
  return async function measure({ name }, address, cookie, tries = 3): Promise<LighthouseResult> {
    const chrome = await launch({ chromePath, chromeFlags });
    try {
      const run = await lighthouse(address, {
        port: chrome.port,
        extraHeaders: { Cookie: cookie },
        ...(name === "not-found" ? EXPECTED_OF_NOT_FOUND : {}),
      });
      if (run && !run.lhr.runtimeError && scoreOf(run.lhr, "performance") > 0) return run.lhr;
      // A busy browser may lose its own trace.
      if (tries === 1) throw new StepFailed(`${name}: ${run?.lhr.runtimeError?.message ?? "nothing was painted"}`);
    } finally {
      chrome.kill();
    }
    return measure({ name }, address, cookie, tries - 1);
  };
}

/** The one with the middle performance. */
function middleOf(results: readonly LighthouseResult[]): LighthouseResult {
  const sorted = results.toSorted((a, b) => scoreOf(a, "performance") - scoreOf(b, "performance"));
  return sorted[Math.floor(sorted.length / 2)] as LighthouseResult;
}

/** The session, and what a browser that has been here before keeps of its own: the language and the time zone. */
async function cookieOf(shop: string, page: ShopPage, language: Language): Promise<string> {
  const context = await request.newContext();
  await becomeVisitor(context, shop, page.visitor, language);
  const { cookies } = await context.storageState();
  await context.dispose();
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const kept = [
    { name: "locale", value: language },
    { name: "time_zone", value: encodeURIComponent(timeZone) },
  ];
  return [...kept, ...cookies].map(({ name, value }) => `${name}=${value}`).join("; ");
}

function report(measured: readonly Measured[], empty: readonly LighthouseResult[]): void {
  const index = middle([...measured.map(({ result }) => result), ...empty].map(indexOf));
  console.log(`\nThe machine's benchmark index was ${Math.round(index)}.`);
  if (index < PRESET_MACHINE_INDEX) {
    console.log(`That is slow or busy: the preset's phone is one only on machines above ${PRESET_MACHINE_INDEX}.`);
  }
  const floor = empty.map((result) => scoreOf(result, "performance"));
  console.log(
    `An empty page of Next's had ${Math.min(...floor)} to ${Math.max(...floor)} here, in the middle ${middle(floor)}.`,
  );
  const faults = measured.flatMap((each) => faultsOf(each, middle(floor)));
  for (const fault of faults) console.error(fault);
  console.log(faults.length === 0 ? "Every page keeps to its bounds." : `${faults.length} bounds are broken.`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}

function faultsOf({ page, result }: Measured, empty: number): string[] {
  const bounds = { ...CATEGORIES, performance: Math.min(CATEGORIES.performance, empty - BEHIND_EMPTY[kindOf(page)]) };
  const faults = Object.entries(bounds).flatMap(([name, least]) => {
    const score = scoreOf(result, name as keyof typeof CATEGORIES);
    return score < least ? [`${page.name}: ${name} ${score}, at least ${least} (${reasons(result, name)}).`] : [];
  });
  if (numberOf(result, "cumulative-layout-shift") < SHIFT_LIMIT) return faults;
  return [...faults, `${page.name}: its layout shifts.`];
}

function kindOf({ name }: ShopPage): keyof typeof BEHIND_EMPTY {
  if (LONG.has(name)) return "long";
  return READ_ONLY.has(name) ? "read" : "changed";
}

/** Titles of the audits that cost points, the dearest first. */
function reasons({ categories, audits }: LighthouseResult, category: string): string {
  const { auditRefs } = categories[category as keyof typeof CATEGORIES];
  const costs = auditRefs.map(({ id, weight }) => ({ id, cost: weight * (1 - (audits[id]?.score ?? 1)) }));
  const dear = costs.filter(({ cost }) => cost > 0).sort((a, b) => b.cost - a.cost);
  return dear.map(({ id }) => audits[id]?.title).join("; ");
}

function numbersOf(result: LighthouseResult): string[] {
  return [
    ...Object.keys(CATEGORIES).map((name) => String(scoreOf(result, name as keyof typeof CATEGORIES))),
    numberOf(result, "largest-contentful-paint").toFixed(0),
    numberOf(result, "total-blocking-time").toFixed(0),
    numberOf(result, "cumulative-layout-shift").toFixed(3),
  ];
}

function scoreOf({ categories }: LighthouseResult, category: keyof typeof CATEGORIES): number {
  return Math.round((categories[category].score ?? 0) * 100);
}

function indexOf({ environment }: LighthouseResult): number {
  return environment.benchmarkIndex;
}

function middle(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

function numberOf({ audits }: LighthouseResult, audit: string): number {
  return audits[audit]?.numericValue ?? 0;
}

function printRow(cells: string[]): void {
  console.log(cells.map((cell, at) => (at === 0 ? cell.padEnd(16) : cell.padStart(16))).join(""));
}
