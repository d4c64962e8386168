import { expect } from "vitest";
import { transact } from "@/lib/platform/database/transact";
import type { Shop } from "@/lib/testing/shop";

/**
 * The same shop, in which something happens once between what a request reads and what it writes: while the guess of
 * its password or code is counted.
 */
export function meanwhile(shop: Shop, happens: () => Promise<unknown>): Shop {
  let isDone = false;
  const consume: Shop["limits"]["consume"] = async (...points) => {
    if (!isDone) {
      isDone = true;
      await happens();
    }
    return shop.limits.consume(...points);
  };
  return { ...shop, limits: { ...shop.limits, consume } };
}

/**
 * Changes a customer's credentials and leaves the change open until something that was begun meanwhile waits for the
 * customer's row. PostgreSQL alone: PGlite has one connection.
 * @returns what was begun
 */
export async function waitingForCustomer<Result>(
  { db }: Shop,
  id: number,
  begin: () => Promise<Result>,
): Promise<{ begun: Promise<Result> }> {
  const waiting = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
    AND query LIKE 'SELECT 1 FROM customer WHERE id = %FOR UPDATE'`;
  return transact(db, async (transaction) => {
    await transaction.session.deleteMany({ where: { customerId: id } });
    await transaction.customer.update({ where: { id }, data: { credentialsVersion: { increment: 1 } } });
    const begun = begin();
    begun.catch(() => {});
    await expect.poll(() => db.$queryRawUnsafe<unknown[]>(waiting), { timeout: 20_000 }).toHaveLength(1);
    return { begun };
  });
}
