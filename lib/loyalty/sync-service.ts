import type { GuardedLoyalty, ProviderName } from "@/lib/adapters/loyalty-provider/port";
import type { CustomerRow } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { findProgramme } from "@/lib/loyalty/provider-service";
import { memberOfCustomer } from "@/lib/loyalty/rules";
import { findCard, findCardOwner, readLeftAccounts } from "@/lib/loyalty/store";
import { closeAccount, RETRY_SECONDS, update } from "@/lib/loyalty/sync-change-service";
import { join } from "@/lib/loyalty/sync-join-service";
import { abandonSync, CLOSE, findJoinId, insertClosure, insertUpdate, JOIN, UPDATE } from "@/lib/loyalty/sync-store";
import type { DbTransaction } from "@/lib/platform/db";
import { FieldErrors } from "@/lib/platform/errors";
import { type JobHandler, type JobRegistry, type RunOutcome, runJob } from "@/lib/platform/jobs/service";
import type { Job } from "@/lib/platform/jobs/store";

/*
 * Two systems must agree although one of them fails (decision 8): nothing is written to the programme that is not
 * committed here first, as a job with the key of the write.
 */

/** How long a changed profile waits for the programme: a little longer than a change may take. */
const SYNC_WAIT_MS = 2500;

/**
 * How a run ended. `lookup_failed`: nothing was written anywhere. `write_unknown`: the programme may have written.
 * `refused`, `taken` (account or number are somebody else's) and `closed` (a closed account has the number, and stays
 * so) end the job. `email_unproved` and `second_proof`: it waits for that proof.
 */
export type SyncOutcome = "done" | "busy" | "lookup_failed" | "write_unknown" | Proof | Refusal;
type Proof = "email_unproved" | "second_proof";
type Refusal = keyof typeof REFUSALS;
/** What a refusal of the programme is told as. */
export const REFUSALS = { taken: "loyalty_100_2", refused: "loyalty_100_5", closed: "loyalty_100_6" } as const;

export function isRefusal(outcome: string): outcome is Refusal {
  return Object.hasOwn(REFUSALS, outcome);
}

/** @returns the job, for waitForSync; null without a card */
export async function queueProfileSync(transaction: DbTransaction, customer: CustomerRow): Promise<bigint | null> {
  const card = await findCard(transaction, customer.id);
  if (!card) return null;
  const input = { member: memberOfCustomer(customer), profile: null, ip: "", source: "profile", keepSession: null };
  return insertUpdate(transaction, { customerId: customer.id, account: card, input });
}

/** After this moment the programme follows in its own time. */
export async function waitForSync(deps: Deps, id: bigint): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, SYNC_WAIT_MS);
  });
  // What it throws is in the log.
  await Promise.race([runJob(deps, id, SYNC_WAIT_MS).catch(() => {}), patience]);
  clearTimeout(timer);
}

/**
 * Ends whatever ties a customer to the programme, in the transaction that deletes them: their account is closed, and
 * one that they were still joining is closed as soon as it is known. Those that they have left are forgotten too.
 */
export async function queueAccountClosure(transaction: DbTransaction, customerId: number): Promise<void> {
  const card = await findCard(transaction, customerId);
  if (card) await insertClosure(transaction, card, { erases: true });
  for (const account of await readLeftAccounts(transaction, customerId)) {
    const owner = await findCardOwner(transaction, account.provider, account.accountNumber);
    if (owner === null) await insertClosure(transaction, account, { erases: true });
  }
  await abandonSync(transaction, customerId);
}

/** @param waitMs how long to wait while somebody else runs it @throws what is a bug; the job is tried again later */
export async function runSync(deps: Deps, id: bigint, waitMs: number): Promise<SyncOutcome> {
  const outcome = await runJob(deps, id, waitMs);
  if (typeof outcome === "string") return outcome;
  return ("retry" in outcome ? outcome.retry : outcome.giveUp) as SyncOutcome;
}

/** Links the account that waited for the customer's address to be proved. */
export async function resumeJoin(deps: Deps, customerId: number): Promise<void> {
  const id = await findJoinId(deps.db, customerId);
  if (id !== null) runSyncSoon(deps, id);
}

/** What fails is tried again later, and is in the log. */
export function runSyncSoon(deps: Deps, id: bigint): void {
  runJob(deps, id, 0).catch(() => {});
}

type Work = (deps: Deps, programme: GuardedLoyalty, job: Job) => Promise<RunOutcome>;

function withProgramme(work: Work): JobHandler<Deps> {
  return {
    run: async (deps, job) => {
      const programme = await findProgramme(deps, (job.payload as { provider: ProviderName }).provider);
      if (!programme) return { retry: "lookup_failed", afterSeconds: RETRY_SECONDS };
      try {
        return await work(deps, programme, job);
      } catch (error) {
        // Somebody took the number at this very moment; the next try leaves it out.
        if (error instanceof FieldErrors) return { retry: "write_unknown" };
        throw error;
      }
    },
  };
}

/** They never give up by themselves: a programme may be down for days. */
export const loyaltyJobs: JobRegistry<Deps> = {
  [JOIN]: withProgramme(join),
  [UPDATE]: withProgramme(update),
  [CLOSE]: withProgramme(closeAccount),
};
