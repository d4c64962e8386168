import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { npm, run } from "@/scripts/prepare.mjs";

/*
 * Lighthouse is 200 packages that the store never runs: whoever measures with it gets it then, into `.data`.
 */

/** The last one for Node 20. */
const VERSION = "12.8.2";
const FOLDER = path.resolve(".data/tools/lighthouse");

type Audit = { title: string; score: number | null; numericValue?: number };
type Category = { score: number | null; auditRefs: { id: string; weight: number }[] };

/** What is read of a Lighthouse result. */
export type LighthouseResult = {
  categories: Record<"performance" | "accessibility" | "best-practices" | "seo", Category>;
  audits: Record<string, Audit>;
  environment: { benchmarkIndex: number };
  runtimeError?: { message: string };
};

export type Lighthouse = (
  url: string,
  flags: { port: number; extraHeaders?: Record<string, string>; skipAudits?: string[]; ignoreStatusCode?: boolean },
) => Promise<{ lhr: LighthouseResult } | undefined>;

export type LaunchChrome = (options: {
  chromePath: string;
  chromeFlags: string[];
}) => Promise<{ port: number; kill(): void }>;

/** Lighthouse and what it starts a browser with, installed when this version of it is not there yet. */
export async function loadLighthouse(): Promise<{ lighthouse: Lighthouse; launch: LaunchChrome }> {
  if (installedVersion() !== VERSION) await install();
  const { resolve } = createRequire(path.join(FOLDER, "package.json"));
  const [{ default: lighthouse }, { launch }] = await Promise.all(
    ["lighthouse", "chrome-launcher"].map((name) => import(pathToFileURL(resolve(name)).href)),
  );
  return { lighthouse, launch };
}

function installedVersion(): string | null {
  const manifest = path.join(FOLDER, "node_modules/lighthouse/package.json");
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, "utf8")).version : null;
}

async function install(): Promise<void> {
  console.log(`Installing Lighthouse ${VERSION} into ${path.relative(process.cwd(), FOLDER)} …`);
  mkdirSync(FOLDER, { recursive: true });
  // A package of its own: npm would look for the nearest one above, and find the store's.
  writeFileSync(path.join(FOLDER, "package.json"), '{ "private": true }\n');
  const quietly = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  await run(npm(), ["install", "--prefix", FOLDER, "--save-exact", ...quietly, `lighthouse@${VERSION}`], {
    hint: "Lighthouse could not be installed: check the network (or the npm registry in your npm settings) and try again.",
  });
}
