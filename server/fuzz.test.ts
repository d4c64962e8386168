import { once } from "node:events";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as openApiRoute from "@/app/api/openapi.json/route";
import { parseEnv } from "@/lib/platform/env";
import type { OpenApi } from "@/lib/platform/http/openapi";
import { createLimits } from "@/lib/platform/limits";
import { createLog } from "@/lib/platform/log";
import { changeSetting } from "@/lib/settings/service";
import { clientWith } from "@/lib/testing/client";
import { createFuzzer, type Fuzzer } from "@/lib/testing/fuzz";
import { type Fault, operationsOf } from "@/lib/testing/fuzz-answers";
import { requestsTo } from "@/lib/testing/fuzz-requests";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";
import { createApiServer } from "@/server/api";
import { findRoute } from "@/server/api-routes";
import { createHttpServer, type HttpServer } from "@/server/http-server";

/*
 * Every operation of the OpenAPI document, sent whatever lib/testing/fuzz-requests.ts makes, as bytes on a socket: a few
 * requests with every run of the tests, an hour of them by `npm run fuzz`, which sets these variables.
 */

const SEED = Number(process.env.FUZZ_SEED ?? 1);
const MINUTES = Number(process.env.FUZZ_MINUTES ?? 0);
const ONLY = process.env.FUZZ_ONLY;
const HAS_DEFAULT_LIMITS = process.env.FUZZ_LIMITS === "default";
const RUNS = 4;
const SLOWEST = 10;
/** Shrinking one fault, and the rest of the requests beside it. */
const CHECK_WITHIN_MS = 60_000;

/** As much of each as nobody reaches: else most answers were 429. */
const RAISED = Object.fromEntries(
  ["LOGIN_FAILURES_PER_ACCOUNT", "LOGIN_ATTEMPTS_PER_IP", "CODE_GUESSES_PER_DAY", "SIGN_UPS_PER_IP_HOUR"]
    .concat(["BURST_PER_PHONE", "PER_PHONE_10_MINUTES", "PER_PHONE_HOUR", "PER_PHONE_DAY"].map((name) => `SMS_${name}`))
    .concat(["ACCOUNT_HOUR", "BLOCK_HOUR", "SENDER_HOUR", "SENDER_DAY"].map((name) => `SMS_PER_${name}`))
    .concat("SMS_PER_STOREFRONT_HOUR", "SMS_TOTAL_HOUR", "ADMIN_REQUESTS_PER_MINUTE")
    .concat("MAILS_PER_ADDRESS_HOUR", "MAILS_PER_IP_HOUR")
    .map((name) => [name, "1000000"]),
);
const OWN = { APP_MODE: "test", APP_URL: "http://localhost:3000", DEFAULT_LANGUAGE: "en" };
const env = parseEnv({
  ...OWN,
  TRUSTED_PROXIES: "1",
  ENABLE_X_COOKIE_HEADER: "true",
  ...(!HAS_DEFAULT_LIMITS && RAISED),
});

let shop: Shop;
/** Of the log. */
let lastError = "";
const write = (line: string) => {
  lastError = line;
};
let http: HttpServer;
let fuzzer: Fuzzer;
let document: OpenApi;
const unforeseen: unknown[] = [];

beforeAll(async () => {
  const plain = await openShop();
  shop = {
    ...plain,
    log: createLog("error", { write }),
    env: { ...env, APP_SECRET: plain.env.APP_SECRET },
    limits: createLimits(plain.db, env),
  };
  const programme = { provider: "embedded", is_sync: true, welcome_points: 100 } as const;
  await changeSetting(shop, "CUSTOMER_LOYALTY_CARD_SERVICE", programme);
  const answersApi = createApiServer((error, response) => {
    unforeseen.push(error);
    response.writeHead(500).end();
  });
  http = createHttpServer((request, response) => {
    if (!answersApi(request, response)) response.writeHead(404).end();
  });
  http.server.listen(0, "127.0.0.1");
  await once(http.server, "listening");
  document = (await clientWith({}).get(openApiRoute)).body;
  const { port } = http.server.address() as AddressInfo;
  fuzzer = await createFuzzer(shop, document, port, async (pathname) => {
    const route = findRoute(pathname);
    return route && { file: route.file, module: await route.load() };
  });
});

afterAll(async () => {
  await fuzzer?.close();
  await changeSetting(shop, "CUSTOMER_LOYALTY_CARD_SERVICE", null);
  await http.drain();
});

type Figures = { count: number; slowest: number; statuses: Record<string, number> };
type Found = Fault & { operation: string; seed: number; count: number; line: string };

test("no request to any operation is answered by a fault", { timeout: MINUTES * 60_000 + 300_000 }, async () => {
  const operations = operationsOf(document).filter(({ method, path }) => !ONLY || `${method} ${path}` === ONLY);
  const figures = new Map<string, Figures>();
  const slowest: { milliseconds: number; line: string }[] = [];
  const found = new Map<string, Found>();
  const started = Date.now();
  let requests = 0;
  let told = 0;
  let round = 0;

  const isOver = () => (MINUTES === 0 ? round > 0 : Date.now() - started > MINUTES * 60_000);
  await serveWith(shop, shop, async () => {
    for (; !isOver(); round++) {
      for (const operation of operations) {
        const name = `${operation.method} ${operation.path}`;
        let last: { fault: Fault; line: string } | null = null;
        const until = Date.now() + CHECK_WITHIN_MS;
        const property = fc.asyncProperty(requestsTo(operation), async (request) => {
          // fast-check's own limit would leave the present request to itself, beside those that come after it.
          if (Date.now() > until) return;
          const { fault, tally, line } = await fuzzer.run(operation, request);
          requests++;
          const of = figures.get(name) ?? { count: 0, slowest: 0, statuses: {} };
          of.count++;
          of.slowest = Math.max(of.slowest, tally.milliseconds);
          of.statuses[tally.status] = (of.statuses[tally.status] ?? 0) + 1;
          figures.set(name, of);
          if (tally.milliseconds > (slowest[SLOWEST - 1]?.milliseconds ?? 0)) {
            slowest.push({ milliseconds: tally.milliseconds, line: line.slice(0, 300) });
            slowest.sort((a, b) => b.milliseconds - a.milliseconds).splice(SLOWEST);
          }
          if (!fault) return;
          const known = found.get(`${name}: ${fault.kind}`);
          if (known) known.count++;
          // One fault at a time is shrunk, and each once.
          if (known || (last && last.fault.kind !== fault.kind)) return;
          last = { fault, line };
          throw new Error(fault.kind);
        });
        const { counterexample } = await fc.check(property, {
          seed: SEED + round,
          numRuns: RUNS,
        });
        const { fault, line } = (last as { fault: Fault; line: string } | null) ?? {};
        if (fault && line) {
          found.set(`${name}: ${fault.kind}`, { ...fault, operation: name, seed: SEED + round, count: 1, line });
          report(`FAULT at ${name}, seed ${SEED + round}: ${fault.kind}\n  ${fault.detail}\n  ${line}`);
          report(`  ${JSON.stringify(counterexample?.[0])}`);
          if (fault.kind.includes(" 5")) report(`  ${lastError}`);
        }
        const minutes = Math.floor((Date.now() - started) / 60_000);
        if (minutes > told) {
          told = minutes;
          report(`${minutes} min: ${requests} requests, ${found.size} faults, seed ${SEED + round}`);
        }
        if (isOver() && MINUTES > 0) break;
      }
      if (MINUTES > 0) await fuzzer.forgetCallers();
    }
  });
  report(summaryOf(figures, slowest, { requests, round }));
  expect([...found.values()]).toEqual([]);
  expect(unforeseen).toEqual([]);
});

function report(text: string): void {
  if (MINUTES > 0) process.stdout.write(`${text}\n`);
}

function summaryOf(
  figures: Map<string, Figures>,
  slowest: { milliseconds: number; line: string }[],
  { requests, round }: { requests: number; round: number },
): string {
  const byCount = (statuses: Record<string, number>) =>
    Object.entries(statuses)
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([status, count]) => `${status}: ${count}`)
      .join(", ");
  const all: Record<string, number> = {};
  for (const { statuses } of figures.values()) {
    for (const [status, count] of Object.entries(statuses)) all[status] = (all[status] ?? 0) + count;
  }
  return [
    `\n${requests} requests to ${figures.size} operations; seeds ${SEED} to ${SEED + Math.max(0, round - 1)}, at least ${RUNS} requests to each operation by each seed`,
    `by status: ${byCount(all)}`,
    ...[...figures].map(
      ([name, { count, slowest: most, statuses }]) =>
        `${name.padEnd(56)} ${String(count).padStart(6)}  at most ${most.toFixed(0).padStart(5)} ms  ${byCount(statuses)}`,
    ),
    "slowest:",
    ...slowest.map(({ milliseconds, line }) => `${milliseconds.toFixed(0).padStart(6)} ms  ${line}`),
  ].join("\n");
}
