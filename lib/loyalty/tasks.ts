import { randomBytes } from "node:crypto";
import { recordActivity } from "@/lib/activity/store";
import {
  type GuardedLoyalty,
  type LoyaltyAccount,
  type LoyaltyMember,
  LoyaltyRefusedError,
  LoyaltyUnavailableError,
  type ProviderName,
} from "@/lib/adapters/loyalty-provider/port";
import type { DbTransaction } from "@/lib/db";
import type { Deps } from "@/lib/deps";
import { FieldErrors } from "@/lib/errors";
import { isOwnAccount } from "@/lib/loyalty/rules";
import {
  abandonTasks,
  claimTask,
  deleteTask,
  findCard,
  findCardOwner,
  findDueTaskIds,
  type HeldClosing,
  holdClosing,
  insertCard,
  insertTask,
  markStarted,
  postponeTask,
  releaseClosing,
  type TaskRow,
  turnIntoClosing,
  updateCard,
  withdrawClosing,
} from "@/lib/loyalty/store";
import { applyCardData, type CardData } from "@/lib/profile/card-data";
import { holdCustomer } from "@/lib/profile/store";
import type { LoyaltyServiceSetting } from "@/lib/settings/schema";
import { getSetting } from "@/lib/settings/service";

/*
 * Two systems must agree although one of them fails. So nothing is written to the programme that is not committed here
 * first, as a task with its key; whoever finds a task left over goes on with it: the request that made it, the customer's
 * next try, another instance, the next start. The row goes in the transaction that makes the result true here.
 */

/** What joining is to bring; `provedPhone` is canonical, and null for a number that nobody proved. */
export type JoinPayload = {
  member: LoyaltyMember;
  provedPhone: string | null;
  attributes: Record<string, true>;
  profile: CardData | null;
  ip: string;
  source: string;
  keepSession: number | null;
};

/** What changing is to bring; without `profile` only the programme is told. */
export type UpdatePayload = Omit<JoinPayload, "provedPhone" | "attributes">;

/** How an account is to be closed. `erases`: whoever had it has deleted his account here, and is to be forgotten there. */
type ClosingPayload = { erases?: boolean };

/**
 * How a try ended. `lookup_failed`: nothing was written anywhere. `unsure`: the programme may have written. `refused`: it
 * said no. `taken`: the account is somebody else's. The last two end the task.
 */
export type Outcome = "done" | "lookup_failed" | "unsure" | "refused" | "taken" | "busy";

/** Longer than all calls of a task together: while it lasts, nobody else is at the task. */
const LEASE_SECONDS = 20;
const WAIT_STEP_MS = 100;
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

async function join(deps: Deps, programme: GuardedLoyalty, task: TaskRow): Promise<Outcome> {
  const { customerId, provider } = task;
  if (customerId === null) return undoJoin(deps, programme, task);
  const payload = task.payload as JoinPayload;
  let found: KeptAccount | null = null;
  if (!task.isStarted) {
    try {
      const account = await findOwnAccount(deps, programme, payload);
      if (account && (await isAnothers(deps, provider, account.accountNumber, customerId))) return "taken";
      const kept = account && (await keepOpen(deps, programme, account.accountNumber));
      if (kept === "closing") return "lookup_failed";
      if (kept !== "closed") found = kept;
    } catch (error) {
      return failureOf(deps, error, "lookup_failed");
    }
    // Given up meanwhile, as its customer was deleted: there is nothing to be made, and nothing to be undone.
    if (!found && !(await markStarted(deps.db, task.id))) return "done";
  }
  if (found) return linkAccount(deps, programme, { task, customerId, payload, account: found });
  let accountNumber: string;
  try {
    // Sent again with its key after a lost reply, it answers the account that is there already.
    ({ accountNumber } = await programme.create(payload.member, task.key));
  } catch (error) {
    return failureOf(deps, error, "unsure");
  }
  return linkAccount(deps, programme, { task, customerId, payload, account: { accountNumber, held: null } });
}

/** `held` null for an account that the task itself has made. */
type LinkableAccount = { accountNumber: string; held: HeldClosing | null };

async function linkAccount(
  deps: Deps,
  programme: GuardedLoyalty,
  {
    task,
    customerId,
    payload,
    account,
  }: { task: TaskRow; customerId: number; payload: JoinPayload; account: LinkableAccount },
): Promise<Outcome> {
  const { provider } = task;
  const { accountNumber, held } = account;
  const { attributes, profile: data, ip, source, keepSession } = payload;
  const outcome = await deps.db.$transaction(async (transaction) => {
    // Held first, and by whoever deletes him too: he is either linked before that, or gone.
    if (!(await holdCustomer(transaction, customerId))) return "gone";
    if (!(await withdrawClosing(transaction, { provider, accountNumber }, held))) return "unsure";
    const number = payload.member.phone ?? "";
    const card = await insertCard(transaction, { customerId, provider, accountNumber, number, now: deps.now() });
    if (!card && !(await findCard(transaction, customerId))) return "taken";
    if (card) {
      const place = { ip, userAgent: null };
      await recordActivity(transaction, customerId, { kind: "loyalty_joined", at: deps.now(), place });
      await applyCardData(transaction, deps, customerId, { attributes, data, ip, source, keepSession });
    }
    await deleteTask(transaction, task);
    return "done";
  });
  if (held && outcome !== "done") await releaseClosing(deps.db, held);
  if (outcome !== "gone") return outcome;
  // What was found there had never been his here, and stays as it was.
  return held ? "done" : closeMade(deps, programme, task, accountNumber);
}

/**
 * Goes on with joining when its customer is gone. Whether the programme has made the account, and which, only the same
 * call with the same key can tell; what it answers is closed.
 */
async function undoJoin(deps: Deps, programme: GuardedLoyalty, task: TaskRow): Promise<Outcome> {
  const { member } = task.payload as Pick<JoinPayload, "member">;
  let accountNumber: string | null = null;
  if (task.isStarted) {
    try {
      ({ accountNumber } = await programme.create(member, task.key));
    } catch (error) {
      // A refusal says that there is none.
      if (!(error instanceof LoyaltyRefusedError)) return failureOf(deps, error, "unsure");
    }
  }
  if (accountNumber !== null) return closeMade(deps, programme, task, accountNumber);
  return (await deleteTask(deps.db, task)) ? "done" : "busy";
}

/** Closes an account that a deleted customer's joining has made; committed to before it is tried. */
async function closeMade(
  deps: Deps,
  programme: GuardedLoyalty,
  task: TaskRow,
  accountNumber: string,
): Promise<Outcome> {
  const payload: ClosingPayload = { erases: true };
  const closing = await deps.db.$transaction((transaction) =>
    turnIntoClosing(transaction, task, { accountNumber, key: randomKey(), payload }),
  );
  return closing ? deactivate(deps, programme, closing) : "done";
}

/** An account that stays open until it is linked, or for 20 seconds. */
type KeptAccount = { accountNumber: string; held: HeldClosing };

/**
 * Makes sure that an account which was found stays open: a wish to close it is held, and one that was carried out since
 * the search shows. Whoever dies before he has linked it leaves the wish as it was.
 *
 * @returns the account, to be linked or released; `closing` while it is being closed, `closed` when it is
 * @throws as the provider; the wish is as it was then
 */
export async function keepOpen(
  deps: Deps,
  programme: GuardedLoyalty,
  accountNumber: string,
): Promise<KeptAccount | "closing" | "closed"> {
  const held = await holdClosing(deps.db, { provider: programme.name, accountNumber }, LEASE_SECONDS);
  if (held === null) return "closing";
  let isOpen = false;
  try {
    isOpen = (await programme.read(accountNumber))?.isActive === true;
  } finally {
    if (!isOpen) await releaseClosing(deps.db, held);
  }
  return isOpen ? { accountNumber, held } : "closed";
}

/** The person's own account in the programme; none where his number is not proved. @throws as the provider */
export async function findOwnAccount(
  deps: Deps,
  programme: GuardedLoyalty,
  { member, provedPhone }: Pick<JoinPayload, "member" | "provedPhone">,
): Promise<LoyaltyAccount | null> {
  if (provedPhone === null) return null;
  const accounts = await programme.search({ phone: provedPhone, email: member.email });
  const person = { provedPhone, email: member.email };
  return accounts.find((account) => isOwnAccount(account, person, deps.env.DEFAULT_PHONE_REGION)) ?? null;
}

async function isAnothers(
  deps: Deps,
  provider: ProviderName,
  accountNumber: string,
  customerId: number,
): Promise<boolean> {
  const owner = await findCardOwner(deps.db, provider, accountNumber);
  return owner !== null && owner !== customerId;
}

async function update(deps: Deps, programme: GuardedLoyalty, task: TaskRow): Promise<Outcome> {
  const { customerId, accountNumber } = task;
  const { member, profile: data, ip, source, keepSession } = task.payload as UpdatePayload;
  if (customerId === null || accountNumber === null) return (await deleteTask(deps.db, task)) ? "done" : "busy";
  try {
    await programme.update(accountNumber, member, task.key);
  } catch (error) {
    return failureOf(deps, error, "unsure");
  }
  return deps.db.$transaction<Outcome>(async (transaction) => {
    // The customer before his card, as in whatever else changes both: nobody waits for somebody who waits for him.
    await holdCustomer(transaction, customerId);
    const card = await findCard(transaction, customerId);
    if (card?.accountNumber === accountNumber) {
      await updateCard(transaction, card.id, { number: member.phone ?? card.number, now: deps.now() });
      if (data) await applyCardData(transaction, deps, customerId, { attributes: {}, data, ip, source, keepSession });
    }
    // A newer change may have come meanwhile: it is what the task is about now, and is due.
    if (!(await deleteTask(transaction, task))) await postponeTask(transaction, task.id, 0);
    return "done";
  });
}

async function deactivate(deps: Deps, programme: GuardedLoyalty, task: TaskRow): Promise<Outcome> {
  const { provider, accountNumber } = task;
  const { erases = false } = task.payload as ClosingPayload;
  if (accountNumber !== null && (await findCardOwner(deps.db, provider, accountNumber)) === null) {
    const close = (erases && programme.erase) || programme.deactivate;
    try {
      await close(accountNumber, task.key);
    } catch (error) {
      return failureOf(deps, error, "unsure");
    }
  }
  await deleteTask(deps.db, task);
  return "done";
}

function failureOf(deps: Deps, error: unknown, whenUnavailable: Outcome): Outcome {
  if (error instanceof LoyaltyRefusedError) {
    deps.log.error({ err: error }, "the loyalty programme refused");
    return error.isTaken ? "taken" : "refused";
  }
  if (!(error instanceof LoyaltyUnavailableError)) throw error;
  deps.log.warn({ err: error }, "the loyalty programme is not available");
  return whenUnavailable;
}

/** The programme that a card or task belongs to, if it is the one that is configured. */
export async function findProgramme(deps: Deps, provider: ProviderName): Promise<GuardedLoyalty | null> {
  const setting = await getSetting(deps, "CUSTOMER_LOYALTY_CARD_SERVICE");
  return setting?.provider === provider ? deps.loyalty(setting) : null;
}

/** The configured programme and how it is configured. */
export async function findLoyaltyService(
  deps: Deps,
): Promise<{ programme: GuardedLoyalty; setting: LoyaltyServiceSetting } | null> {
  const setting = await getSetting(deps, "CUSTOMER_LOYALTY_CARD_SERVICE");
  return setting && { programme: deps.loyalty(setting), setting };
}

function randomKey(): string {
  return randomBytes(24).toString("hex");
}
