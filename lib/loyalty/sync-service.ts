import type { GuardedLoyalty, ProviderName } from "@/lib/adapters/loyalty-provider/port";
import type { CustomerRow } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { findProgramme } from "@/lib/loyalty/provider-service";
import { memberOfCustomer } from "@/lib/loyalty/rules";
import {
  abandonTasks,
  claimTask,
  deleteTask,
  findCard,
  findDueTaskIds,
  insertTask,
  postponeTask,
  type TaskRow,
} from "@/lib/loyalty/store";
import { deactivate, update } from "@/lib/loyalty/sync-change-service";
import { join } from "@/lib/loyalty/sync-join-service";
import {
  type ClosingPayload,
  type JoinPayload,
  LEASE_SECONDS,
  type Outcome,
  randomKey,
  type UpdatePayload,
} from "@/lib/loyalty/sync-task";
import type { DbTransaction } from "@/lib/platform/db";
import { FieldErrors } from "@/lib/platform/errors";

/*
 * Two systems must agree although one of them fails. So nothing is written to the programme that is not committed here
 * first, as a task with its key; whoever finds a task left over goes on with it: the request that made it, the customer's
 * next try, another instance, the next start. The row goes in the transaction that makes the result true here.
 */

const WAIT_STEP_MS = 100;
/** How long a changed profile waits for the programme. */
const SYNC_WAIT_MS = 2500;
const DUE_MAX = 20;
const FIRST_DELAY_SECONDS = 10;
const LONGEST_DELAY_SECONDS = 600;

/** Commits to joining, in the transaction that uses the code up. @returns null when the customer is joining already */
export function queueJoin(
  transaction: DbTransaction,
  { customerId, provider, payload }: { customerId: number; provider: ProviderName; payload: JoinPayload },
): Promise<number | null> {
  return insertTask(transaction, {
    kind: "join",
    customerId,
    provider,
    accountNumber: null,
    key: randomKey(),
    payload,
  });
}

/** Commits to a change of the account; an older change that nobody is at is overtaken. */
export async function queueUpdate(
  transaction: DbTransaction,
  {
    customerId,
    provider,
    accountNumber,
    payload,
  }: { customerId: number; provider: ProviderName; accountNumber: string; payload: UpdatePayload },
): Promise<number> {
  const task = { kind: "update", customerId, provider, accountNumber, key: randomKey(), payload } as const;
  const id = await insertTask(transaction, task);
  if (id === null) throw new Error("unreachable: a newer update takes an older one's place");
  return id;
}

/**
 * Lets the programme follow a changed profile, in the transaction that changes it.
 *
 * @returns the task, for waitForSync; null without a card
 */
export async function queueProfileSync(transaction: DbTransaction, customer: CustomerRow): Promise<number | null> {
  const card = await findCard(transaction, customer.id);
  if (!card) return null;
  const { provider, accountNumber } = card;
  const payload = { member: memberOfCustomer(customer), profile: null, ip: "", source: "profile", keepSession: null };
  return queueUpdate(transaction, { customerId: customer.id, provider, accountNumber, payload });
}

/** Gives the programme a moment to follow; after that it follows in its own time. */
export async function waitForSync(deps: Deps, taskId: number): Promise<void> {
  const attempt = tryTask(deps, taskId, SYNC_WAIT_MS).catch((error: unknown) => {
    deps.log.warn({ err: error, task: taskId }, "failed to run loyalty sync");
  });
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, SYNC_WAIT_MS);
  });
  await Promise.race([attempt, patience]);
  clearTimeout(timer);
}

/** Commits to closing the account; the customer's own row may be gone by then. */
export function queueDeactivation(
  transaction: DbTransaction,
  { provider, accountNumber }: { provider: ProviderName; accountNumber: string },
  payload: ClosingPayload = {},
): Promise<number | null> {
  const key = randomKey();
  return insertTask(transaction, { kind: "deactivate", customerId: null, provider, accountNumber, key, payload });
}

/**
 * Commits to ending whatever ties a customer to the programme, in the transaction that deletes him: his account is
 * closed, and one that he was still joining is closed as soon as it is known.
 */
export async function queueFarewell(transaction: DbTransaction, customerId: number): Promise<void> {
  const card = await findCard(transaction, customerId);
  if (card) await queueDeactivation(transaction, card, { erases: true });
  await abandonTasks(transaction, customerId);
}

/**
 * Tries a task now. While somebody else is at it, waits for him.
 *
 * @param waitMs how long at most
 */
export async function tryTask(deps: Deps, id: number, waitMs: number): Promise<Outcome> {
  for (const deadline = Date.now() + waitMs; ; ) {
    const task = await claimTask(deps.db, id, LEASE_SECONDS);
    if (task === "gone") return "done";
    if (task !== "busy") return carryOut(deps, task);
    if (Date.now() >= deadline) return "busy";
    await new Promise((resolve) => setTimeout(resolve, WAIT_STEP_MS));
  }
}

/** Tries a task without keeping anybody waiting; what fails is tried again later. */
export function tryTaskSoon(deps: Deps, id: number): void {
  tryTask(deps, id, 0).catch((error: unknown) => deps.log.warn({ err: error, task: id }, "a loyalty task failed"));
}

/**
 * Goes on with every task that is due. Called at the start and every half minute, by each instance.
 *
 * @returns how many were done
 */
export async function resumeTasks(deps: Deps): Promise<number> {
  let done = 0;
  for (const id of await findDueTaskIds(deps.db, DUE_MAX)) {
    try {
      if ((await tryTask(deps, id, 0)) === "done") done++;
    } catch (error) {
      // One that cannot be done must not keep the others waiting.
      deps.log.warn({ err: error, task: id }, "a loyalty task failed");
    }
  }
  return done;
}

async function carryOut(deps: Deps, task: TaskRow): Promise<Outcome> {
  let outcome: Outcome;
  try {
    const programme = await findProgramme(deps, task.provider);
    outcome = programme ? await WORK[task.kind](deps, programme, task) : "lookup_failed";
  } catch (error) {
    if (!(error instanceof FieldErrors)) {
      // Whatever it was, the task must not stay claimed.
      await postponeTask(deps.db, task.id, delayOf(task));
      throw error;
    }
    // Somebody took the number at this very moment; the next try leaves it out.
    outcome = "unsure";
  }
  if (outcome === "refused" || outcome === "taken") {
    deps.log.error({ task: task.id, kind: task.kind, outcome }, "a loyalty task cannot be done and is given up");
    await deleteTask(deps.db, task);
  } else if (outcome !== "done") {
    deps.log.warn({ task: task.id, kind: task.kind, outcome, attempts: task.attempts }, "a loyalty task waits");
    await postponeTask(deps.db, task.id, delayOf(task));
  }
  return outcome;
}

function delayOf({ attempts }: TaskRow): number {
  return Math.min(LONGEST_DELAY_SECONDS, FIRST_DELAY_SECONDS * 2 ** Math.min(attempts - 1, 10));
}

const WORK: Record<TaskRow["kind"], (deps: Deps, programme: GuardedLoyalty, task: TaskRow) => Promise<Outcome>> = {
  join,
  update,
  deactivate,
};
