import { expect, type TestContext, test } from "vitest";
import { expectAllAnswered, expectHonest } from "@/e2e/faults/fixtures/expectations";
import { findMissing, keepsPreparedStatements, startPgbouncer } from "@/e2e/faults/fixtures/proxies";
import { byPort, openShop } from "@/e2e/faults/fixtures/shop";
import { startShopping } from "@/e2e/faults/fixtures/shopping";
import { report, skip } from "@/e2e/faults/fixtures/table";

/* Two instances share the connections of a PgBouncer in transaction mode, where each statement may go by another one. */

test("two instances work through PgBouncer without prepared statements", (context) =>
  servesThroughPgbouncer(context, "without prepared statements", { DATABASE_PREPARED_STATEMENTS: "false" }));

test("two instances work through PgBouncer with prepared statements", (context) =>
  servesThroughPgbouncer(context, "with prepared statements", {}, { max_prepared_statements: "200" }));

async function servesThroughPgbouncer(
  context: TestContext,
  how: string,
  settings: Record<string, string>,
  ofPgbouncer: Record<string, string> = {},
): Promise<void> {
  const fault = `PgBouncer in transaction mode, ${how}`;
  const missing = findMissing("pgbouncer");
  if (missing) return skip(context, fault, missing);
  if ("max_prepared_statements" in ofPgbouncer && !keepsPreparedStatements()) {
    return skip(context, fault, "install PgBouncer 1.21 or newer, which keeps prepared statements");
  }
  const shop = await openShop({
    settings,
    through: async (database, { folder, undo }) => {
      const pgbouncer = await startPgbouncer(folder, database, ofPgbouncer);
      undo(() => pgbouncer.end("SIGKILL"));
      return byPort(database, pgbouncer.port);
    },
  });
  try {
    const load = startShopping(shop);
    await load.untilAcknowledged(1500, 120_000);
    const summary = await load.finish();
    report(fault, summary);
    expectHonest(load, summary);
    expectAllAnswered(summary);
    expect(Object.keys(summary.statuses)).toEqual(["200", "201", "202"]);
  } finally {
    await shop.close();
  }
}
