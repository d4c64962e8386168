import { expect, test } from "vitest";
import { expectAllAnswered, expectHonest } from "@/e2e/faults/fixtures/expectations";
import { until } from "@/e2e/faults/fixtures/programs";
import { findMissing, startHaproxy, startPgbouncer } from "@/e2e/faults/fixtures/proxies";
import { byPort, openShop } from "@/e2e/faults/fixtures/shop";
import { startShopping } from "@/e2e/faults/fixtures/shopping";
import { report, skip } from "@/e2e/faults/fixtures/table";
import { startPostgres } from "@/scripts/postgres.mjs";

/*
 * A primary that confirms a commit once its standby has it, behind HAProxy, and behind PgBouncer too: the primary is killed
 * under load, and the standby takes over.
 */

const HEALED_WITHIN_MS = 30_000;

test.for([
  { behind: "HAProxy", proxies: ["haproxy"] as const },
  { behind: "HAProxy and PgBouncer", proxies: ["haproxy", "pgbouncer"] as const },
])(
  "a standby promoted under load behind $behind has every acknowledged write",
  async ({ behind, proxies }, context) => {
    const fault = `primary killed, synchronous standby promoted, behind ${behind}`;
    const missing = findMissing(...proxies);
    if (missing) return skip(context, fault, missing);
    let standbyUrl = "";
    const shop = await openShop({
      settings: proxies.length > 1 ? { DATABASE_PREPARED_STATEMENTS: "false" } : {},
      through: async (database, { folder, undo }) => {
        const standby = await startPostgres({ durable: true, standbyOf: database.href });
        if (!standby) throw new Error("PostgreSQL is not installed.");
        undo(() => standby.stop());
        standbyUrl = standby.url;
        const ports = { primary: Number(database.port), standby: Number(new URL(standbyUrl).port) };
        const haproxy = await startHaproxy(folder, ports);
        undo(() => haproxy.end("SIGKILL"));
        if (proxies.length === 1) return byPort(database, haproxy.port);
        const pgbouncer = await startPgbouncer(folder, byPort(database, haproxy.port));
        undo(() => pgbouncer.end("SIGKILL"));
        return byPort(database, pgbouncer.port);
      },
    });
    try {
      await shop.query("ALTER SYSTEM SET synchronous_standby_names = '*'");
      await shop.query("SELECT pg_reload_conf()");
      const isSynchronous = async () => {
        const [row] = await shop.query<{ sync_state: string }>("SELECT sync_state FROM pg_stat_replication");
        return row?.sync_state === "sync";
      };
      await until("the standby is synchronous", isSynchronous);
      const load = startShopping(shop);
      await load.untilAcknowledged(200);
      shop.postgres.kill();
      const killed = performance.now();
      // Somebody, or a program, sees it and promotes the standby.
      await load.untilFailed(100);
      await shop.query("SELECT pg_promote()", [], standbyUrl);
      await load.untilAcknowledged(200);
      const summary = await load.finish();
      const healedAfterMs = load.healedAfter(killed);
      report(fault, { ...summary, healedAfterMs });
      expectHonest(load, summary);
      expectAllAnswered(summary);
      expect(healedAfterMs).toBeLessThan(HEALED_WITHIN_MS);
    } finally {
      await shop.close();
    }
  },
);
