import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { collectDefaultMetrics } from "prom-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createMetrics } from "@/lib/metrics";
import { openDatabase } from "@/lib/platform/db";
import { enqueueJob } from "@/lib/platform/jobs/store";
import { passTime } from "@/lib/testing/challenges";
import { onPostgres, openShop, type Shop } from "@/lib/testing/shop";
import { countAnswers, createMetricsServer, watchProcess } from "@/server/metrics-server";

let shop: Shop;
let origin: string;
let server: ReturnType<typeof createMetricsServer>;

beforeAll(async () => {
  shop = { ...(await openShop()), metrics: createMetrics() };
  watchProcess(shop, await openDatabase());
  server = createMetricsServer(shop);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close().closeAllConnections());

const scrape = async () => (await fetch(`${origin}/metrics`)).text();

test("answers are counted by template, method and class of status, and those of 503 by what was missing", async () => {
  const count = countAnswers(shop.metrics);
  const answer = { route: "/api/users/profile", method: "GET", status: "2xx", seconds: 0.02, unavailable: null };
  count(answer);
  count(answer);
  count({ ...answer, status: "5xx", unavailable: "database_lost" });
  const text = await scrape();
  const labels = 'route="/api/users/profile",method="GET",status="2xx"';
  expect(text).toContain(`storefront_http_request_duration_seconds_count{${labels}} 2\n`);
  expect(text).toContain(`storefront_http_request_duration_seconds_bucket{le="0.025",${labels}} 2\n`);
  expect(text).toContain('storefront_unavailable_total{missing="database_lost"} 1\n');
});

test("nothing else is served there", async () => {
  expect((await fetch(origin)).status).toBe(404);
  expect((await fetch(`${origin}/metrics`, { method: "POST" })).status).toBe(404);
  expect((await fetch(`${origin}/api/users/profile`)).status).toBe(404);
});

test("the queue is told by kind: what is due, for how long, and what was given up", async () => {
  const kind = "test.metrics";
  const jobs = { ...shop.jobs, [kind]: { run: async () => "done" as const } };
  const metrics = createMetrics();
  watchProcess({ ...shop, jobs, metrics }, await openDatabase());
  for (let each = 0; each < 3; each++) await enqueueJob(shop.db, { kind });
  const [last] = await shop.db.job.findMany({ where: { kind }, orderBy: { id: "desc" }, take: 1 });
  await shop.db.job.update({ where: { id: last?.id ?? 0n }, data: { deadAt: new Date() } });
  await passTime(shop, 90);
  const text = await metrics.registry.metrics();
  await shop.db.job.deleteMany({ where: { kind } });
  expect(text).toContain(`storefront_jobs_due{kind="${kind}"} 2\n`);
  expect(text).toContain(`storefront_jobs_dead{kind="${kind}"} 1\n`);
  expect(text).toMatch(new RegExp(`storefront_jobs_oldest_due_seconds\\{kind="${kind}"\\} 9\\d\\.`));
});

test("a database that does not answer keeps nobody from the other metrics", async () => {
  const db = { $queryRawUnsafe: () => Promise.reject(new Error("Connection terminated")) } as unknown as Shop["db"];
  const metrics = createMetrics();
  watchProcess({ ...shop, db, metrics }, await openDatabase());
  const text = await metrics.registry.metrics();
  expect(text).toContain("storefront_build_info{");
  expect(text).not.toMatch(/^storefront_jobs_due\{/m);
});

test.runIf(onPostgres())("who waits for a connection is measured", async () => {
  await shop.db.$queryRawUnsafe("SELECT 1");
  const text = await scrape();
  expect(text).toMatch(/^storefront_database_pool_wait_seconds_count [1-9]/m);
  expect(text).toMatch(/^storefront_database_pool_connections\{state="idle"\} [1-9]/m);
  expect(text).toContain("storefront_database_pool_waiting 0\n");
});

describe("what operators read names metrics that exist", () => {
  /** By name, with those that only exist on PostgreSQL. */
  async function names(): Promise<Set<string>> {
    const metrics = createMetrics();
    collectDefaultMetrics({ register: metrics.registry });
    const { outage } = await openDatabase();
    const pool = { idleCount: 0, totalCount: 0, waitingCount: 0, onWait: () => {} } as never;
    watchProcess({ ...shop, metrics }, { pool, outage });
    return new Set(metrics.registry.getMetricsAsArray().map(({ name }) => name));
  }

  const namedIn = (text: string) => [...new Set(text.match(/\b(?:storefront|nodejs|process)_\w+/g))];
  const base = (name: string) => name.replace(/_(?:bucket|sum|count)$/, "");

  test.each(["deploy/grafana/dashboard.json", "deploy/prometheus/alerts.yaml", "docs/observability.md"])(
    "%s",
    async (file) => {
      const known = await names();
      const named = namedIn(readFileSync(file, "utf8"));
      expect(named.length).toBeGreaterThan(10);
      expect(named.filter((name) => !known.has(name) && !known.has(base(name)))).toEqual([]);
    },
  );

  test("and the documentation has every one of ours", async () => {
    const documented = new Set(namedIn(readFileSync("docs/observability.md", "utf8")));
    const ours = [...(await names())].filter((name) => name.startsWith("storefront_"));
    expect(ours.filter((name) => !documented.has(name))).toEqual([]);
  });

  test("and the dashboard is JSON whose panels ask for something", () => {
    const { panels } = JSON.parse(readFileSync("deploy/grafana/dashboard.json", "utf8"));
    const asking = panels.filter(({ type }: { type: string }) => type !== "row");
    expect(asking.length).toBeGreaterThan(10);
    for (const { title, targets } of asking) expect([title, targets?.length > 0]).toEqual([title, true]);
  });
});
