import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  accessSync,
  existsSync,
  constants as fileModes,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { precompress } from "./precompress.mjs";

/*
 * What `npm start` and `npm test` need before there is anything installed: plain JavaScript, no packages. Each step is
 * skipped when what it depends on has not changed since it last ran.
 */

/** The project's folder; every script works there, wherever it was called from. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

const NODE_MINIMUM = [20, 19];
const SIGNALS = ["SIGINT", "SIGTERM"];

/** A step failed in a way that the person can do something about: the message says what. */
export class StepFailed extends Error {}

/** Ends the program: with a sentence when the person can mend it, else with the trace. @returns {never} */
export function fail(error) {
  console.error(`\n${error instanceof StepFailed ? error.message : (error.stack ?? error)}\n`);
  process.exit(1);
}

/** Refuses an old Node and a folder that cannot be written to; loads `.env`. */
export function checkEnvironment() {
  process.chdir(ROOT);
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < NODE_MINIMUM[0] || (major === NODE_MINIMUM[0] && minor < NODE_MINIMUM[1])) {
    throw new StepFailed(
      `Node ${process.versions.node} is too old: install Node ${NODE_MINIMUM.join(".")} or newer and try again.`,
    );
  }
  try {
    accessSync(ROOT, fileModes.W_OK);
    if (process.getuid?.() === 0) mkdirSync(path.join(ROOT, ".data"), { recursive: true });
  } catch {
    throw new StepFailed(`The folder ${ROOT} is read-only: make it writable, or clone it to a place that is.`);
  }
  if (existsSync(".env")) process.loadEnvFile(".env");
}

/** Installs the locked packages. */
export async function install() {
  await step("Installing packages", "node_modules/.installed", ["package-lock.json", ".npmrc"], async () => {
    await run(npm(), ["ci", "--no-audit", "--no-fund", "--loglevel=error", "--include=dev"], {
      hint: "Packages could not be installed: check the network (or the npm registry in your npm settings) and try again.",
    });
    useHooks();
  });
}

/** Lets git check commit messages, in a checkout that has no hooks of its own. */
function useHooks() {
  if (!existsSync(".git") || spawnSync("git", ["config", "core.hooksPath"]).status !== 1) return;
  spawnSync("git", ["config", "core.hooksPath", ".githooks"]);
}

/** Generates the Prisma client. */
export async function generate() {
  await step(
    "Generating the database client",
    "lib/generated/.generated",
    ["prisma/schema.prisma", "package-lock.json"],
    async () => {
      await run(process.execPath, ["node_modules/prisma/build/index.js", "generate"], {
        quiet: true,
        // Generating needs no engine, but looks for one, which an offline machine cannot fetch: any executable will do.
        env: {
          PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
          PRISMA_HIDE_UPDATE_MESSAGE: "1",
          CHECKPOINT_DISABLE: "1",
        },
      });
    },
  );
}

/** What the server's bundle is made of. */
const SERVER_SOURCES = [
  ...["server", "app/api", "components", "lib", "prisma", "scripts/admin.ts", "scripts/database", "scripts/shadow.ts"],
  ...["shop.config.ts", "shop.fields.ts", "tsconfig.json", "package-lock.json"],
];
/** What Next's build is made of. */
const PAGE_SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "prisma/schema.prisma",
  "instrumentation.ts",
  "proxy.ts",
  "shop.config.ts",
  "shop.fields.ts",
  "shop.slots.tsx",
  "slots",
  "next.config.mjs",
  "postcss.config.mjs",
  "tailwind.config.ts",
  "tsconfig.json",
  "package-lock.json",
];

/** Bundles the server, and the element for storefronts; see server/vite.config.mjs and kit/shop-account. */
export async function buildServer() {
  await step("Building the server", "dist/server/.built", [...SERVER_SOURCES, "kit/shop-account"], async () => {
    await bundle("production");
    await run(process.execPath, [VITE, "build", "--config", "kit/shop-account/vite.config.mjs"], { quiet: true });
  });
}

/** Builds the application, and the server of the end-to-end tests. */
export async function buildForTests() {
  await build();
  await step(
    "Building the tests' server",
    "dist/e2e/.built",
    [...SERVER_SOURCES, "e2e/fixtures/serve.ts", "e2e/fixtures/shoppers.ts"],
    () => bundle("e2e"),
  );
}

const VITE = "node_modules/vite/bin/vite.js";

async function bundle(mode) {
  const args = [VITE, "build", "--config", "server/vite.config.mjs", "--mode", mode];
  await run(process.execPath, args, { quiet: true });
}

/** Builds the application for production: the server and the pages. */
export async function build() {
  await buildServer();
  await step("Building the store", ".next/.built", PAGE_SOURCES, async () => {
    await run(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
      quiet: true,
      env: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    });
    await precompress(".next/static");
  });
}

/** Runs work unless the inputs are those of the last time, and tells how long it took. */
async function step(title, stamp, inputs, work) {
  const fingerprint = fingerprintOf(inputs);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === fingerprint) return;
  const started = Date.now();
  console.log(`${title} …`);
  await work();
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, fingerprint);
  console.log(`${title}: done in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** Files among the sources that no build reads. */
const NO_SOURCE = /[\\/]generated[\\/]|\.test\.tsx?$/;

function fingerprintOf(inputs) {
  const hash = createHash("sha256").update(`node ${process.versions.node.split(".")[0]} ${process.platform}\n`);
  for (const file of inputs.flatMap(filesBelow)) hash.update(`${file}\n`).update(readFileSync(file));
  return hash.digest("hex");
}

function filesBelow(place) {
  if (!existsSync(place)) return [];
  if (statSync(place).isFile()) return [place];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !NO_SOURCE.test(file))
    .sort();
}

/**
 * Runs a program to its end. Signals are passed on to it, and end this process as well.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ quiet?: boolean, env?: Record<string, string>, hint?: string, allowFailure?: boolean }} [options] `quiet` shows
 *   its output only when it fails; `hint` is a sentence for the person then
 * @returns {Promise<number>} the exit code when `allowFailure`, else 0
 */
export async function run(command, args, { quiet = false, env = {}, hint, allowFailure = false } = {}) {
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ["ignore", quiet ? "pipe" : "inherit", quiet ? "pipe" : "inherit"],
    shell: process.platform === "win32" && command.endsWith(".cmd"),
  });
  const output = [];
  child.stdout?.on("data", (chunk) => output.push(chunk));
  child.stderr?.on("data", (chunk) => output.push(chunk));
  let received;
  const passOn = (signal) => {
    received = signal;
    child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, passOn);
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exit) => resolve(exit ?? 1));
  });
  for (const signal of SIGNALS) process.off(signal, passOn);
  if (received) process.exit(128 + constants.signals[received]);
  if (code === 0 || allowFailure) return code;
  if (quiet) process.stderr.write(Buffer.concat(output));
  throw new StepFailed(
    hint ?? `\`${path.basename(args[0] ?? command)} ${args.slice(1).join(" ")}\` failed; its output is above.`,
  );
}

/** npm's name as a command. */
export function npm() {
  return process.platform === "win32" ? "npm.cmd" : "npm";
}
