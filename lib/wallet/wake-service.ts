import type { Deps } from "@/lib/deps";
import type { Db, DbTransaction } from "@/lib/platform/db";
import { wakeJobs } from "@/lib/platform/jobs/store";
import { updateKind } from "@/lib/wallet/rules";
import { detachPasses, type PassKey, readPassKeys } from "@/lib/wallet/store";

/** Lets the customer's passes follow what may have changed of their card: one job for each, however often it is asked for. */
export async function wakePasses(db: Db | DbTransaction, customerId: number): Promise<void> {
  await wake(db, await readPassKeys(db, customerId));
}

/**
 * Ends the customer's passes, in the transaction of what is the reason: their phones are told, and hear of nobody any more.
 * @returns whether there were any
 */
export async function endPasses(
  transaction: DbTransaction,
  { now }: Pick<Deps, "now">,
  customerId: number,
): Promise<boolean> {
  const passes = await detachPasses(transaction, customerId, now());
  await wake(transaction, passes);
  return passes.length > 0;
}

async function wake(db: Db | DbTransaction, passes: readonly PassKey[]): Promise<void> {
  const jobs = passes.map(({ platform, id }) => ({ kind: updateKind(platform), key: String(id) }));
  if (jobs.length > 0) await wakeJobs(db, jobs);
}
