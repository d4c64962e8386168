import { recordActivity } from "@/lib/activity/store";
import {
  type GuardedLoyalty,
  type LoyaltyAccount,
  LoyaltyRefusedError,
  type ProviderName,
} from "@/lib/adapters/loyalty-provider/port";
import { lockCustomer } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { isOwnAccount } from "@/lib/loyalty/rules";
import {
  deleteTask,
  findCard,
  findCardOwner,
  type HeldClosing,
  holdClosing,
  insertCard,
  markStarted,
  releaseClosing,
  type TaskRow,
  turnIntoClosing,
  withdrawClosing,
} from "@/lib/loyalty/store";
import { deactivate } from "@/lib/loyalty/sync-change-service";
import {
  type ClosingPayload,
  failureOf,
  type JoinPayload,
  LEASE_SECONDS,
  type Outcome,
  randomKey,
} from "@/lib/loyalty/sync-task";
import { applyCardData } from "@/lib/profile/card-data-service";

/* The task of joining: finds the person's account or makes one, links it, and undoes that when he is gone meanwhile. */

/** Finds the person's own account in the programme, or makes one, and links it to him. */
export async function join(deps: Deps, programme: GuardedLoyalty, task: TaskRow): Promise<Outcome> {
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
    if (!(await lockCustomer(transaction, customerId))) return "gone";
    if (!(await withdrawClosing(transaction, { provider, accountNumber }, held))) return "unsure";
    const number = payload.member.phone ?? "";
    const card = await insertCard(transaction, { customerId, provider, accountNumber, number, now: deps.now() });
    if (!card && !(await findCard(transaction, customerId))) return "taken";
    if (card) {
      const context = { ip, userAgent: null };
      await recordActivity(transaction, customerId, { kind: "loyalty_joined", at: deps.now(), context });
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
async function findOwnAccount(
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
