import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { request } from "@playwright/test";
import getPort from "get-port";
import { buildEmptyPage, EMPTY_FOLDER, NEXT } from "@/bench/empty";
import { becomePersona, LONG, PAGES, READ_ONLY, type ShopPage } from "@/e2e/fixtures/pages";
import { withServer } from "@/e2e/fixtures/server";
import { ensureBrowser } from "@/scripts/browser.mjs";
import { fail, StepFailed } from "@/scripts/prepare.mjs";

/*
 * `npm run lighthouse -- [--runs 3] [page …]`: Lighthouse CI with its mobile preset on every page, as whoever the page is
 * for, and before and after them on an empty page of Next's, which no page on the same machine can outdo.
 */

/** Fetched when somebody measures: its 345 packages would double every other installation. */
const LHCI = "@lhci/cli@0.14.0";
const FOLDER = path.resolve(".data/lighthouse");
const EMPTY = { name: "empty", path: "/" };
const CHROME_FLAGS = process.getuid?.() === 0 ? "--no-sandbox" : "";

/** Points of performance that a page may be behind the empty one. */
const BEHIND_EMPTY = { read: 7, changed: 14 };
/** Bytes of a page's HTML, as it is sent. */
const HTML_LIMIT = 25_000;

try {
  const { values, positionals } = parseArgs({
    options: { runs: { type: "string", default: "3" } },
    allowPositionals: true,
  });
  const pages = PAGES.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  await buildEmptyPage();

  const common = { additive: true, numberOfRuns: Number(values.runs), chromePath: await ensureBrowser() };
  const collectEmpty = async () => {
    const port = await getPort();
    const startServerCommand = `"${process.execPath}" "${NEXT}" start "${EMPTY_FOLDER}" --port ${port}`;
    const settings = { chromeFlags: CHROME_FLAGS };
    lhci("collect", { ...common, startServerCommand, settings, url: addressOf(`http://localhost:${port}`, EMPTY) });
  };
  await collectEmpty();
  await withServer({}, async (shop) => {
    for (const page of pages) {
      lhci("collect", { ...common, settings: await settingsFor(shop, page), url: addressOf(shop, page) });
    }
  });
  await collectEmpty();

  const scores = readScores([EMPTY, ...pages].map(({ name }) => name));
  console.table(scores);
  const floor = scores[EMPTY.name]?.performance ?? 100;
  lhci("assert", { assertMatrix: pages.map((page) => boundsOf(page, floor)) });
} catch (error) {
  fail(error);
}

/** Runs one of Lighthouse CI's commands. */
function lhci(command: "collect" | "assert", options: object): void {
  const config = path.join(FOLDER, `${command}.json`);
  writeFileSync(config, JSON.stringify({ ci: { [command]: options } }));
  const { status } = spawnSync("npx", ["--yes", LHCI, command, `--config=${config}`], {
    cwd: FOLDER,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new StepFailed(`Lighthouse CI's ${command} failed; its output is above.`);
}

/** Pages ignore the parameter, by which the results of two visitors to one address are told apart. */
function addressOf(origin: string, page: Pick<ShopPage, "name" | "path">): string {
  const address = new URL(page.path, origin);
  address.searchParams.set("page", page.name);
  return address.href;
}

/** The persona's cookies, and those that a browser keeps from an earlier visit: language and time zone. */
async function settingsFor(shop: string, { name, persona }: ShopPage): Promise<object> {
  const context = await request.newContext();
  await becomePersona(context, shop, persona, "en");
  const { cookies } = await context.storageState();
  await context.dispose();
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const session = cookies.map((cookie) => `${cookie.name}=${cookie.value}`);
  const Cookie = ["locale=en", `time_zone=${encodeURIComponent(timeZone)}`, ...session].join("; ");
  const settings = { extraHeaders: { Cookie }, chromeFlags: CHROME_FLAGS };
  // A missing page tells search engines and the console so; what is private is closed to crawlers by robots.txt.
  if (name === "not-found") {
    const skipAudits = ["http-status-code", "is-crawlable", "errors-in-console"];
    return { ...settings, ignoreStatusCode: true, skipAudits };
  }
  return persona === "guest" ? settings : { ...settings, skipAudits: ["is-crawlable"] };
}

function boundsOf({ name }: ShopPage, floor: number): object {
  const least = Math.min(98, floor - BEHIND_EMPTY[READ_ONLY.has(name) ? "read" : "changed"]);
  return {
    matchingUrlPattern: `[?&]page=${name}$`,
    aggregationMethod: "median",
    assertions: {
      "categories:accessibility": ["error", { minScore: 1 }],
      "categories:best-practices": ["error", { minScore: 1 }],
      "categories:seo": ["error", { minScore: 1 }],
      "cumulative-layout-shift": ["error", { maxNumericValue: 0.0005 }],
      // Pages in which developers look things up may weigh more.
      ...(!LONG.has(name) && {
        "categories:performance": ["error", { minScore: least / 100 }],
        "resource-summary:document:size": ["error", { maxNumericValue: HTML_LIMIT }],
      }),
    },
  };
}

type Report = {
  requestedUrl: string;
  categories: Record<string, { score: number }>;
  audits: Record<
    string,
    { numericValue: number; details: { items: { resourceType: string; transferSize: number }[] } }
  >;
};
type Scores = { performance: number; "LCP ms": number; "TBT ms": number; CLS: number; "HTML kB": number };

/** Of each page the run with the middle performance. */
function readScores(names: readonly string[]): Record<string, Scores> {
  const folder = path.join(FOLDER, ".lighthouseci");
  const reports = readdirSync(folder)
    .filter((file) => /^lhr-.*\.json$/.test(file))
    .map((file): Report => JSON.parse(readFileSync(path.join(folder, file), "utf8")));
  return Object.fromEntries(
    names.map((name) => {
      const runs = reports
        .filter(({ requestedUrl }) => new URL(requestedUrl).searchParams.get("page") === name)
        .map(scoresOf)
        .sort((one, other) => one.performance - other.performance);
      return [name, runs[Math.floor(runs.length / 2)] as Scores];
    }),
  );
}

function scoresOf({ categories, audits }: Report): Scores {
  const numberOf = (audit: string) => audits[audit]?.numericValue ?? 0;
  const html = audits["resource-summary"]?.details.items.find(({ resourceType }) => resourceType === "document");
  return {
    performance: Math.round((categories.performance?.score ?? 0) * 100),
    "LCP ms": Math.round(numberOf("largest-contentful-paint")),
    "TBT ms": Math.round(numberOf("total-blocking-time")),
    CLS: Number(numberOf("cumulative-layout-shift").toFixed(3)),
    "HTML kB": (html?.transferSize ?? 0) / 1000,
  };
}
