import { createServer } from "node:http";
import { collectDefaultMetrics, Gauge } from "prom-client";
import type { Deps } from "@/lib/deps";
import type { Metrics } from "@/lib/metrics";
import { openDatabase } from "@/lib/platform/db";
import { isDraining } from "@/lib/platform/draining";
import { type QueueState, readQueue } from "@/lib/platform/jobs/store";
import { waitingForHashes } from "@/lib/platform/password-hash";
import { readOldestWaitingSeconds } from "@/lib/webhooks/delivery-store";
import packageJson from "@/package.json" with { type: "json" };
import { recurringJobs } from "@/server/jobs";
import type { Answer } from "@/server/watched-requests";

/*
 * Serves the metrics on a port of its own, which is never the public one: what use cases counted, and the state of the
 * process, read when it is asked for.
 */

type Connection = Pick<Awaited<ReturnType<typeof openDatabase>>, "pool" | "outage">;

/** Scrapes come from several servers, and each instance sees the same queue. */
const QUEUE_REMEMBERED_MS = 5000;

/** Where METRICS_PORT says; nowhere without it. @returns ends it */
export async function startMetricsServer(deps: Deps): Promise<() => void> {
  const { METRICS_PORT: port, METRICS_HOST: host } = deps.env;
  if (port === undefined) return () => {};
  collectDefaultMetrics({ register: deps.metrics.registry });
  watchProcess(deps, await openDatabase());
  const server = createMetricsServer(deps);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return () => server.close().closeAllConnections();
}

/** Counts the answers of the public port. */
export function countAnswers({ requests, unavailable }: Metrics): (answer: Answer) => void {
  return ({ route, method, status, seconds, unavailable: missing }) => {
    requests.observe({ route, method, status }, seconds);
    if (missing !== null) unavailable.inc({ missing });
  };
}

/** It does not listen yet. */
export function createMetricsServer({ log, metrics: { registry } }: Pick<Deps, "log" | "metrics">) {
  return createServer((request, response) => {
    if (request.url !== "/metrics" || request.method !== "GET") return void response.writeHead(404).end();
    registry.metrics().then(
      (text) => response.writeHead(200, { "Content-Type": registry.contentType }).end(text),
      (error: unknown) => {
        log.error({ err: error }, "failed to collect metrics");
        response.writeHead(500).end();
      },
    );
  });
}

/** Adds what is read at the time of a scrape. */
export function watchProcess(deps: Deps, { pool, outage }: Connection): void {
  const { registry, poolWaits } = deps.metrics;
  const gauge = <Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    read: (set: (labels: Partial<Record<Label, string>>, value: number) => void) => void | Promise<void>,
  ) => {
    const made: Gauge<Label> = new Gauge({
      ...{ name: `storefront_${name}`, help, labelNames, registers: [registry] },
      collect: () => read((labels, value) => made.set(labels as Record<Label, string>, value)),
    });
    return made;
  };

  gauge("build_info", "The release that runs.", ["version", "node"], (set) =>
    set({ version: packageJson.version, node: process.version }, 1),
  );
  gauge("draining", "Whether the process is about to end.", [], (set) => set({}, isDraining() ? 1 : 0));
  gauge("database_up", "Whether the last statements found a database.", [], (set) => set({}, outage.isAway() ? 0 : 1));
  gauge("password_hash_waiting", "Passwords that wait for their turn to be hashed.", ["lane"], (set) => {
    for (const [lane, waiting] of Object.entries(waitingForHashes())) set({ lane }, waiting);
  });
  if (pool) {
    pool.onWait((seconds) => poolWaits.observe(seconds));
    gauge("database_pool_connections", "Connections of this process.", ["state"], (set) => {
      set({ state: "idle" }, pool.idleCount);
      set({ state: "busy" }, pool.totalCount - pool.idleCount);
    });
    gauge("database_pool_waiting", "Who waits for a connection.", [], (set) => set({}, pool.waitingCount));
  }

  gauge(
    "webhook_oldest_waiting_seconds",
    "How long the oldest event has waited for an endpoint to take it.",
    [],
    async (set) => set({}, await readOldestWaitingSeconds(deps.db).catch(() => 0)),
  );

  const queue = rememberQueue(deps);
  const ofJobs = (name: string, help: string, measure: (state: QueueState) => number) => {
    const made = gauge(name, help, ["kind"], async (set) => {
      made.reset();
      for (const state of await queue()) set({ kind: state.kind }, measure(state));
    });
  };
  ofJobs("jobs_due", "Jobs that are due, up to 10,000 of a kind.", ({ due }) => due);
  ofJobs("jobs_oldest_due_seconds", "For how long the oldest has been due.", ({ oldestSeconds }) => oldestSeconds);
  ofJobs("jobs_dead", "Jobs that were given up, up to 10,000 of a kind.", ({ dead }) => dead);
}

/** The queue, asked for once in a while; empty while the database does not tell. */
function rememberQueue({ db, jobs }: Deps): () => Promise<QueueState[]> {
  const kinds = Object.keys({ ...jobs, ...recurringJobs });
  let asked = Number.NEGATIVE_INFINITY;
  let answer: Promise<QueueState[]> = Promise.resolve([]);
  return () => {
    if (performance.now() - asked > QUEUE_REMEMBERED_MS) {
      asked = performance.now();
      answer = readQueue(db, kinds).catch(() => []);
    }
    return answer;
  };
}
