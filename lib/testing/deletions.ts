import { drainJobs } from "@/lib/platform/jobs/service";
import { DELETE_ACCOUNT, queueDueDeletions } from "@/lib/privacy/service";
import type { Shop } from "@/lib/testing/shop";

/** Deletes the accounts that are due now, as an hour of a worker does. @returns how many jobs were done */
export async function deleteDueAccounts(shop: Shop): Promise<number> {
  await queueDueDeletions(shop);
  return drainJobs(shop, [DELETE_ACCOUNT]);
}
