import { randomBytes } from "node:crypto";
import type { LoyaltyMember, ProviderName } from "@/lib/adapters/loyalty-provider/port";
import { findLeftAccount } from "@/lib/loyalty/store";
import { transact } from "@/lib/platform/database/transact";
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
import { sha256 } from "@/lib/platform/secrets";
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

/**
 * `provedPhone` is canonical, and null for a number that nobody verified; `contact` is the profile's when they asked to
 * join.
 */
export type JoinInput = UpdateInput & {
  provedPhone: string | null;
  attributes: Record<string, true>;
  contact: Record<"phone" | "email", string | null>;
};

/** The programme makes a write once for its key, however often it is sent. */
type Keyed = { provider: ProviderName; writeKey: string };

export type JoinPayload = Keyed & {
  member: LoyaltyMember;
  /** The account may exist in the programme already: only the same call can tell. */
  isStarted: boolean;
  /** A closed account of theirs that may have been opened again for them. */
  reopening?: string | undefined;
  /** An account with their number and another address: it waits for their word whose it is. */
  disputed?: string;
  /** What was mailed to that address. */
  code?: ProofCode;
  /** The account that they have shown to be theirs. */
  proved?: string;
  /** Accounts that are not theirs, and lose the number. */
  disowned?: string[];
  joining: Joining | null;
};
/** Whose account it becomes, and what that brings; null in the payload once they are deleted. */
export type Joining = Omit<JoinInput, "member"> & { customerId: number };
/** What follows the profile; of the attributes those that the shop has mapped to the programme. */
export type ContactField = "phone" | "email" | "attributes";

/**
 * `follows`: what is taken from the profile as it is when the programme is told. Without a `member` nothing else changes.
 */
export type UpdatePayload = Keyed &
  Omit<UpdateInput, "member"> & {
    accountNumber: string;
    customerId: number;
    member: LoyaltyMember | null;
    follows?: ContactField[];
  };
/** `erases`: the customer is deleted here, and is to be forgotten there. */
export type ClosurePayload = Keyed & { accountNumber: string; erases: boolean };

/**
 * The same person with the same data has the same key until they leave: whoever asks again and again, whatever the
 * programme makes of it, asks for one account.
 * @returns null when the customer is joining already
 */
export async function insertJoin(
  db: DbTransaction,
  { customerId, provider, input }: { customerId: number; provider: ProviderName; input: JoinInput },
): Promise<bigint | null> {
  const { member, ...joining } = input;
  const left = await findLeftAccount(db, customerId, provider);
  const payload: JoinPayload = {
    provider,
    writeKey: sha256(JSON.stringify(["join", provider, customerId, left?.leftAt ?? null, member])),
    member,
    isStarted: false,
    joining: { ...joining, customerId },
  };
  return enqueueJob(db, { kind: JOIN, key: String(customerId), payload });
}

export function findJoinId(db: Db, customerId: number): Promise<bigint | null> {
  return findJobId(db, JOIN, String(customerId));
}

/** `hash`: of the code; `expiresAt`: as text once it is stored. */
export type ProofCode = { hash: string; expiresAt: Date | string };

/** Whose an account is: what a join waits for. */
export type Question = {
  joinId: bigint;
  customerId: number;
  provider: ProviderName;
  accountNumber: string;
  provedPhone: string | null;
  code: ProofCode | undefined;
};

/** Null when no join of the customer waits for their word. */
export async function readQuestion(db: Db | DbTransaction, customerId: number): Promise<Question | null> {
  const where = { kind_key: { kind: JOIN, key: String(customerId) } };
  const job = await db.job.findUnique({ where, select: { id: true, payload: true } });
  const payload = job?.payload as JoinPayload | undefined;
  if (!job || payload?.disputed === undefined) return null;
  const { provider, disputed: accountNumber, code, joining } = payload;
  return { joinId: job.id, customerId, provider, accountNumber, code, provedPhone: joining?.provedPhone ?? null };
}

/** A newer code voids the one before. */
export async function writeProofCode(db: Db, question: Question, code: ProofCode): Promise<void> {
  await changeQuestion(db, question, (payload) => ({ ...payload, code }));
}

/** Lets the join go on. @returns false when it does not wait for this answer any more */
export async function answerQuestion(db: Db, question: Question, answer: "proved" | "disowned"): Promise<boolean> {
  return changeQuestion(db, question, ({ disputed = "", code: _used, ...payload }) =>
    answer === "proved"
      ? { ...payload, proved: disputed }
      : { ...payload, disowned: [...(payload.disowned ?? []), disputed] },
  );
}

function changeQuestion(
  db: Db,
  { joinId, customerId, accountNumber }: Question,
  change: (payload: JoinPayload) => JoinPayload,
): Promise<boolean> {
  return transact(db, async (transaction) => {
    const join = await lockJob(transaction, JOIN, String(customerId));
    const payload = join?.payload as JoinPayload | undefined;
    if (join?.id !== joinId || payload?.disputed !== accountNumber) return false;
    await enqueueReplacing(transaction, { kind: JOIN, key: String(customerId), payload: change(payload) });
    return true;
  });
}

/** Gives up this join if nobody runs it and the programme has not heard of it. @returns whether it was so */
export function abandonJoin(db: Db, customerId: number, id: bigint): Promise<boolean> {
  return transact(db, async (transaction) => {
    const join = await lockJob(transaction, JOIN, String(customerId));
    if (join?.id !== id || join.isClaimed || isHeardOf(join.payload as JoinPayload)) return false;
    await deleteJob(transaction, id);
    return true;
  });
}

/**
 * Commits to a change of the account. It takes the place of an older one, but for what the programme is still to hear of
 * and no form brings.
 */
export async function insertUpdate(
  db: DbTransaction,
  { customerId, account, input }: { customerId: number; account: AccountRef; input: UpdateInput },
): Promise<bigint> {
  const pending = await lockUpdate(db, customerId, account);
  const follows = (pending?.follows ?? []).filter((field) => field !== "phone");
  return replaceUpdate(db, account, { customerId, ...input, follows });
}

/** Adds to an older one what the programme is to hear of the profile. */
export async function insertContactUpdate(
  db: DbTransaction,
  { customerId, account, changed }: { customerId: number; account: AccountRef; changed: readonly ContactField[] },
): Promise<bigint> {
  const pending = await lockUpdate(db, customerId, account);
  const { profile = null, ...update } = pending ?? { member: null, ip: "", source: "profile", keepSession: null };
  const follows = [...new Set([...(pending?.follows ?? []), ...changed])];
  // The number that waits with an older form is not to come back.
  const isOvertaken = profile !== null && changed.includes("phone");
  const kept = isOvertaken ? { ...profile, phone: { ...profile.phone, isProved: false } } : profile;
  return replaceUpdate(db, account, { ...update, customerId, profile: kept, follows });
}

/** Null for one of another account. */
async function lockUpdate(db: DbTransaction, customerId: number, account: AccountRef): Promise<UpdatePayload | null> {
  const payload = (await lockJob(db, UPDATE, String(customerId)))?.payload as UpdatePayload | undefined;
  return payload && closureKey(payload) === closureKey(account) ? payload : null;
}

function replaceUpdate(
  db: DbTransaction,
  { provider, accountNumber }: AccountRef,
  update: Omit<UpdatePayload, "writeKey" | keyof AccountRef>,
): Promise<bigint> {
  const payload: UpdatePayload = { ...update, provider, accountNumber, writeKey: randomKey() };
  return enqueueReplacing(db, { kind: UPDATE, key: String(update.customerId), payload });
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
  if (isHeardOf(payload)) await detachJob(db, join.id, { ...payload, joining: null });
  else await deleteJob(db, join.id);
}

/** Commits to closing an account; the customer's own row may be gone by then. */
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

/** Whether the programme may have made or opened an account by now. */
function isHeardOf({ isStarted, reopening }: JoinPayload): boolean {
  return isStarted || reopening !== undefined;
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
