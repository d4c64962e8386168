import { afterEach, beforeAll, expect, test, vi } from "vitest";
import * as live from "@/app/api/health/live/route";
import * as ready from "@/app/api/health/ready/route";
import type { Db } from "@/lib/platform/db";
import { startDraining } from "@/lib/platform/draining";
import { clientWith, statusAndBody } from "@/lib/testing/client";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const shared = globalThis as { storefrontIsDraining?: boolean };
afterEach(() => {
  delete shared.storefrontIsDraining;
});

const probe = clientWith({});
const OK = { status: 200, body: { status: "ok", failing: [] } };
const failing = (...checks: string[]) => ({ status: 503, body: { status: "unavailable", failing: checks } });

/** A database that answers as it is told, and counts the questions. */
function databaseThat(answer: () => Promise<unknown>) {
  const query = vi.fn(answer);
  return { query, db: { $queryRawUnsafe: query } as unknown as Db };
}
const APPLIED = () => shop.db.$queryRawUnsafe("SELECT migration_name AS name FROM _prisma_migrations");
const never = () => new Promise<never>(() => {});

test("a process that answers is alive, also while it drains and without a database", async () => {
  startDraining();
  const { db } = databaseThat(never);
  const answer = await serveWith(shop, { db }, () => probe.get(live));
  expect(statusAndBody(answer)).toEqual({ status: 200, body: { status: "ok" } });
  expect(answer.headers.get("cache-control")).toBe("no-store");
});

test("one whose database is up to date is ready, and no cache keeps that", async () => {
  const answer = await probe.get(ready);
  expect(statusAndBody(answer)).toEqual(OK);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.headers.getSetCookie()).toEqual([]);
});

test("one that drains is not ready", async () => {
  startDraining();
  expect(statusAndBody(await probe.get(ready))).toEqual(failing("draining"));
});

test("one whose database refuses is not ready", async () => {
  const { db } = databaseThat(() => Promise.reject(new Error("Connection terminated unexpectedly")));
  const answer = await serveWith(shop, { db }, () => probe.get(ready));
  expect(statusAndBody(answer)).toEqual(failing("database"));
});

test("one whose database lacks a migration of this release is not ready", async () => {
  const { db } = databaseThat(async () => ((await APPLIED()) as object[]).slice(1));
  const answer = await serveWith(shop, { db }, () => probe.get(ready));
  expect(statusAndBody(answer)).toEqual(failing("migrations"));
});

test("migrations are looked for until all of them are there, and not again", async () => {
  const { db, query } = databaseThat(APPLIED);
  await serveWith(shop, { db }, async () => {
    for (let probes = 0; probes < 3; probes++) expect(statusAndBody(await probe.get(ready))).toEqual(OK);
  });
  const asked = query.mock.calls.map((call: unknown[]) => String(call[0]));
  expect(asked.map((sql) => sql.includes("_prisma_migrations"))).toEqual([true, false, false]);
});

test("a database that hangs is told after a second, and asked once by however many probes", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const { db, query } = databaseThat(never);
    await serveWith(shop, { db }, async () => {
      const answers: Awaited<ReturnType<typeof probe.get>>[] = [];
      const ask = async () => void answers.push(await probe.get(ready));
      const asked = Promise.all([ask(), ask(), ask()]);
      await vi.waitFor(async () => {
        await vi.advanceTimersByTimeAsync(1000);
        expect(answers).toHaveLength(3);
      });
      await asked;
      for (const answer of answers) expect(statusAndBody(answer)).toEqual(failing("database"));
      expect(query).toHaveBeenCalledTimes(1);
    });
  } finally {
    vi.useRealTimers();
  }
});
