import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import getPort from "get-port";
import { COMMAND, createDataFolder, serverEnvironment, waitUntilOpen } from "@/e2e/fixtures/server";
import { createWatch, createWatchingProxy } from "@/e2e/workers/watch";
import { ensureBrowser } from "@/scripts/browser.mjs";
import { run } from "@/scripts/prepare.mjs";
import { readPlaywrightReport } from "@/scripts/test-reports.mjs";

/*
 * `npm run e2e:workers -- [--workers 1,4,8] [--runs 10] [--project journeys] [name …]`: the same journeys, so often and by so
 * many workers at once, on one store that is started once. Between them stands a watch. Ends with 1 when a journey failed or
 * something was read across worlds, or when the watch saw nothing that it could have told by.
 */

const SAMPLED_EVERY_MS = 1000;
const MEGABYTE = 1024 * 1024;
/** Of what came back in another world. */
const TOLD_MAX = 20;

const { values: options, positionals: names } = parseArgs({
  options: {
    workers: { type: "string", default: "1,4,8" },
    runs: { type: "string", default: "10" },
    project: { type: "string", default: "journeys" },
  },
  allowPositionals: true,
});

/** What was started, to be undone in the opposite order whatever happens. */
const undo: (() => unknown)[] = [];
try {
  const rows = await measure();
  console.table(rows);
  if (rows.some(({ failed, foreign, marks }) => failed > 0 || foreign > 0 || marks === 0)) process.exitCode = 1;
} finally {
  for (const step of undo.toReversed()) await step();
}

async function measure() {
  const browser = await ensureBrowser();
  const store = await startStore();
  const rows = [];
  for (const workers of options.workers.split(",").map(Number)) {
    const startedAt = Date.now();
    const memory = watchMemory(store.residentBytes);
    const { passed, failed, failures } = await runJourneys(workers, store.origin, browser);
    const atMost = await memory.stop();
    const { answers, own, foreign } = store.watch.take();
    for (const line of [...failures, ...foreign.slice(0, TOLD_MAX)]) console.log(`FAILED: ${line}`);
    rows.push({
      ...{ workers, runs: Number(options.runs), passed, failed },
      ...{ answers, marks: own, foreign: foreign.length },
      minutes: ((Date.now() - startedAt) / 60_000).toFixed(1),
      "MB at most": Math.round(atMost / MEGABYTE),
      "MB then": Math.round((await store.residentBytes()) / MEGABYTE),
    });
  }
  return rows;
}

/** One that tells how much memory it takes, behind the watch. */
async function startStore() {
  const watch = createWatch();
  const [port, storePort] = [await getPort(), await getPort()];
  const origin = `http://localhost:${port}`;
  const folder = createDataFolder();
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  const [command, ...args] = COMMAND;
  const server = spawn(command, ["--import", path.resolve("bench/answer-usage.mjs"), ...args], {
    env: { ...serverEnvironment(storePort, folder), APP_URL: origin },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  undo.push(async () => {
    server.kill("SIGKILL");
    if (server.exitCode === null && server.signalCode === null) await once(server, "exit");
  });
  await waitUntilOpen(server);
  const proxy = createWatchingProxy(storePort, watch);
  undo.push(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  proxy.listen(port, "127.0.0.1");
  await once(proxy, "listening");
  async function residentBytes(): Promise<number> {
    server.send("usage");
    const [{ rss }] = (await once(server, "message")) as [{ rss: number }];
    return rss;
  }
  return { origin, watch, residentBytes };
}

/** Looks at it while something else goes on. `stop` tells the most that was seen. */
function watchMemory(read: () => Promise<number>): { stop(): Promise<number> } {
  let most = 0;
  let looking = Promise.resolve();
  const look = async () => {
    most = Math.max(most, await read());
  };
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, SAMPLED_EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await looking;
      return most;
    },
  };
}

async function runJourneys(workers: number, origin: string, browser: string) {
  const folder = mkdtempSync(path.join(tmpdir(), "storefront-workers-"));
  const report = path.join(folder, "report.json");
  const args = [`--project=${options.project}`, `--workers=${workers}`, `--repeat-each=${options.runs}`, ...names];
  try {
    await run(process.execPath, ["node_modules/@playwright/test/cli.js", "test", "--reporter=dot,json", ...args], {
      allowFailure: true,
      env: { E2E_ORIGIN: origin, E2E_BROWSER: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    });
    return readPlaywrightReport(JSON.parse(readFileSync(report, "utf8")));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
