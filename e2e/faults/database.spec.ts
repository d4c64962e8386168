import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAllAnswered, expectHonest } from "@/e2e/faults/fixtures/expectations";
import { openHttpClient } from "@/e2e/faults/fixtures/http-client";
import { openJournal } from "@/e2e/faults/fixtures/journal";
import { quantile, startLoad } from "@/e2e/faults/fixtures/load";
import { until } from "@/e2e/faults/fixtures/programs";
import { byPort, openShop, type Shop } from "@/e2e/faults/fixtures/shop";
import { patch, reading, startShopping } from "@/e2e/faults/fixtures/shopping";
import { report } from "@/e2e/faults/fixtures/table";
import { startTcpProxy, type TcpProxy } from "@/e2e/faults/fixtures/tcp-proxy";

/* PostgreSQL dies, restarts, falls silent, or keeps a row locked, while two instances serve shoppers. */

let shop: Shop;
let wire: TcpProxy;

beforeAll(async () => {
  shop = await openShop({
    through: async (database, { undo }) => {
      wire = await startTcpProxy(Number(database.port));
      undo(() => wire.close());
      return byPort(database, wire.port);
    },
  });
});

afterAll(() => shop?.close());

test("PostgreSQL killed under load: nothing acknowledged is lost, and the store heals by itself", async () => {
  const load = startShopping(shop);
  await load.untilAcknowledged(200);
  shop.postgres.kill();
  await load.untilFailed(100);
  // What is left of the server that was killed may still hold its memory.
  await until("PostgreSQL starts again", () =>
    shop.postgres.control("start").then(
      () => true,
      () => false,
    ),
  );
  const back = performance.now();
  await load.untilAcknowledged(200);
  const summary = await load.finish();
  const healedAfterMs = load.healedAfter(back);
  report("PostgreSQL killed, started again", { ...summary, healedAfterMs });
  expectHonest(load, summary);
  expectAllAnswered(summary);
  // A join that was under way is taken up again when its lease is over.
  expect(healedAfterMs).toBeLessThan(30_000);
});

test("PostgreSQL restarted under load: the store heals by itself", async () => {
  const load = startShopping(shop);
  await load.untilAcknowledged(200);
  await shop.postgres.control("restart");
  const back = performance.now();
  await load.untilAcknowledged(200);
  const summary = await load.finish();
  const healedAfterMs = load.healedAfter(back);
  report("PostgreSQL restarted (fast)", { ...summary, healedAfterMs });
  expectHonest(load, summary);
  expectAllAnswered(summary);
  expect(healedAfterMs).toBeLessThan(5000);
});

test("connections to PostgreSQL that swallow everything are given up within seconds", async () => {
  const load = startShopping(shop);
  await load.untilAcknowledged(200);
  wire.swallow();
  const swallowed = performance.now();
  await load.untilFailed(1);
  await load.untilAcknowledged(400);
  const summary = await load.finish();
  const healedAfterMs = load.healedAfter(swallowed);
  report("connections to PostgreSQL swallowed, new ones work", { ...summary, healedAfterMs });
  expectHonest(load, summary);
  expectAllAnswered(summary);
  // A statement is given up after four seconds, and with it one connection; those that rested are found out when they are used.
  expect(healedAfterMs).toBeLessThan(15_000);
});

test("a locked row keeps waiting who changes it, and nobody else", async () => {
  const [{ url: one } = { url: "" }] = shop.instances;
  const [owner, ...others] = shop.shoppers.slice(-9);
  if (!owner) throw new Error("There is no shopper.");
  const locker = new pg.Client({ connectionString: shop.databaseUrl });
  await locker.connect();
  await locker.query("BEGIN");
  await locker.query("SELECT 1 FROM customer WHERE email = $1 FOR UPDATE", [owner.email]);

  const load = startLoad([one], others.map(reading), openJournal());
  await until("the others are served", () => load.outcomes.length > 50);
  const waiting = Array.from({ length: 12 }, async () => {
    const answer = await openHttpClient().call(
      `${one}/users/profile/`,
      patch(owner.headers, { first_name: "Whoever waits" }),
    );
    return "status" in answer ? answer.status : answer.unanswered;
  });
  const statuses = await Promise.all(waiting);
  await locker.end();
  const { inFlight, statuses: served, unanswered } = await load.finish();
  const longest = quantile(
    load.outcomes.map(({ milliseconds }) => milliseconds),
    1,
  );
  const note = `the 12: ${[...new Set(statuses)].join(", ")}; the others at most ${longest.toFixed(0)} ms`;
  report("one row locked, 12 PATCHes for it at one instance", { inFlight, statuses: served, unanswered, note });
  expect(new Set(statuses)).toEqual(new Set([503]));
  expect(Object.keys(served)).toEqual(["200"]);
  expect(longest).toBeLessThan(3000);
});
