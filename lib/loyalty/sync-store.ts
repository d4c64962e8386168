import { randomBytes } from "node:crypto";
import type { LoyaltyMember, ProviderName } from "@/lib/adapters/loyalty-provider/port";
import type { Db, DbTransaction } from "@/lib/platform/db";
import {
  claimJob,
  deleteJob,
  detachJob,
  enqueueJob,
  findJobId,
  type Job,
  lockJob,
  withdrawJob,
} from "@/lib/platform/jobs/store";
import type { CardData } from "@/lib/profile/card-data-service";

/* A customer has one join and one update at most, an account one closure. */

export const JOIN = "loyalty.join";
export const UPDATE = "loyalty.update";
export const CLOSE = "loyalty.close";

export type AccountRef = { provider: ProviderName; accountNumber: string };

/** What an update brings; without `profile` only the programme is told. */
export type UpdateInput = {
  member: LoyaltyMember;
  profile: CardData | null;
  ip: string;
  source: string;
  keepSession: number | null;
};

/** `provedPhone` is canonical, and null for a number that nobody verified. */
export type JoinInput = UpdateInput & { provedPhone: string | null; attributes: Record<string, true> };

/** The programme makes a write once for its key, however often it is sent. */
type Keyed = { provider: ProviderName; writeKey: string };

export type JoinPayload = Keyed & {
  member: LoyaltyMember;
  /** The account may exist in the programme already: only the same call can tell. */
  isStarted: boolean;
  /** Whose account it becomes, and what that brings; null once they are deleted. */
  joining: (Omit<JoinInput, "member"> & { customerId: number }) | null;
};
export type UpdatePayload = Keyed & UpdateInput & { accountNumber: string; customerId: number };
/** `erases`: the customer is deleted here, and is to be forgotten there. */
export type ClosurePayload = Keyed & { accountNumber: string; erases: boolean };

/** @returns null when the customer is joining already */
export function insertJoin(
  db: DbTransaction,
  { customerId, provider, input }: { customerId: number; provider: ProviderName; input: JoinInput },
): Promise<bigint | null> {
  const { member, ...joining } = input;
  const payload: JoinPayload = {
    provider,
    writeKey: randomKey(),
    member,
    isStarted: false,
    joining: { ...joining, customerId },
  };
  return enqueueJob(db, { kind: JOIN, key: String(customerId), payload });
}

export function findJoinId(db: Db, customerId: number): Promise<bigint | null> {
  return findJobId(db, JOIN, String(customerId));
}

/** Gives up this join if nobody runs it and the programme has not heard of it. @returns whether it was so */
export function abandonJoin(db: Db, customerId: number, id: bigint): Promise<boolean> {
  return db.$transaction(async (transaction) => {
    const join = await lockJob(transaction, JOIN, String(customerId));
    if (join?.id !== id || join.isClaimed || (join.payload as JoinPayload).isStarted) return false;
    await deleteJob(transaction, id);
    return true;
  });
}

/** Takes the place of an older one. */
export async function insertUpdate(
  db: DbTransaction,
  { customerId, account, input }: { customerId: number; account: AccountRef; input: UpdateInput },
): Promise<bigint> {
  const { provider, accountNumber } = account;
  const payload: UpdatePayload = { provider, writeKey: randomKey(), accountNumber, customerId, ...input };
  return enqueueReplacing(db, { kind: UPDATE, key: String(customerId), payload });
}

export function withdrawUpdate(db: DbTransaction, customerId: number): Promise<void> {
  return withdrawJob(db, UPDATE, String(customerId));
}

/** Gives up what the programme has not heard of. The rest stays, to be undone, with no more data than that takes. */
export async function abandonSync(db: DbTransaction, customerId: number): Promise<void> {
  await withdrawUpdate(db, customerId);
  const join = await lockJob(db, JOIN, String(customerId));
  if (!join) return;
  const payload = join.payload as JoinPayload;
  if (payload.isStarted) await detachJob(db, join.id, { ...payload, joining: null });
  else await deleteJob(db, join.id);
}

export async function insertClosure(
  db: DbTransaction,
  { provider, accountNumber }: AccountRef,
  { erases }: { erases: boolean },
): Promise<bigint> {
  const payload: ClosurePayload = { provider, writeKey: randomKey(), accountNumber, erases };
  return enqueueReplacing(db, { kind: CLOSE, key: closureKey({ provider, accountNumber }), payload });
}

/** Takes the pending closure, so that nobody carries it out. @returns null when there is none */
export async function claimClosure(db: Db, account: AccountRef): Promise<Job | "busy" | null> {
  const id = await findJobId(db, CLOSE, closureKey(account));
  const job = id === null ? "gone" : await claimJob(db, id);
  if (job === "busy") return job;
  return job === "gone" || "giveUp" in job ? null : job;
}

/**
 * Withdraws a pending closure, in the transaction that links the account. @param own the claim of who reserved it
 * @returns false when the account is being closed at this moment
 */
export async function cancelPendingClosure(
  db: DbTransaction,
  account: AccountRef,
  own: Pick<Job, "claim"> | null,
): Promise<boolean> {
  await lockAccount(db, account);
  const closure = await lockJob(db, CLOSE, closureKey(account));
  if (!closure) return true;
  if (closure.isClaimed && closure.claim !== own?.claim) return false;
  await deleteJob(db, closure.id);
  return true;
}

/** Of linking an account and deciding to close it, one waits for the other's end, and sees what became of it. */
export async function lockAccount(db: DbTransaction, account: AccountRef): Promise<void> {
  const name = `loyalty:${closureKey(account)}`;
  await db.$executeRawUnsafe("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", name);
}

/** Oldest first. */
export async function readPendingSync(
  db: Db,
  customerId: number,
): Promise<{ kind: "join" | "update"; createdAt: Date }[]> {
  const rows = await db.job.findMany({
    where: { kind: { in: [JOIN, UPDATE] }, key: String(customerId) },
    orderBy: { createdAt: "asc" },
    select: { kind: true, createdAt: true },
  });
  return rows.map(({ kind, createdAt }) => ({ kind: kind === JOIN ? "join" : "update", createdAt }));
}

function closureKey({ provider, accountNumber }: AccountRef): string {
  return `${provider}:${accountNumber}`;
}

function randomKey(): string {
  return randomBytes(24).toString("hex");
}

async function enqueueReplacing(
  db: DbTransaction,
  job: { kind: string; key: string; payload: object },
): Promise<bigint> {
  const id = await enqueueJob(db, { ...job, replaces: true });
  if (id === null) throw new Error("unreachable: a newer job takes the older one's place");
  return id;
}
