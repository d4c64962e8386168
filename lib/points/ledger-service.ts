import { isUniqueViolation } from "@/lib/platform/database/failures";
import { AppError, FieldErrors } from "@/lib/platform/errors";
import { readSums } from "@/lib/points/holdings-store";
import {
  appendEntry,
  type DueLot,
  findDueLots,
  findEntry,
  type LedgerDeps,
  type LockedMember,
  type NewEntry,
  readUnreversed,
  withLockedMember,
} from "@/lib/points/ledger-store";
import { defaultExpiry, type Entry } from "@/lib/points/rules";
import { findMember } from "@/lib/points/store";

/*
 * How points come and go. A change is made once for its reference; changes of one member wait for each other, so that
 * no two of them spend the same points.
 */

export type PointsChange = {
  entry: Entry;
  /** What the member can spend now; below zero for a debt. */
  balance: number;
};

type ChangeInput = {
  /** Makes the change happen once; at most 100 characters. */
  reference: string;
  description: string;
};

/**
 * Points work off a debt first. @param credit.availableAt null for at once @param credit.expiresAt null for 365 days after they count
 * @throws AppError `not_found` for an account that is missing or closed, `event_conflict`; FieldErrors on `expires_at`, and on
 *   `points` when there would be more than can be counted
 */
export function creditPoints(
  deps: LedgerDeps,
  accountNumber: string,
  credit: ChangeInput & { points: number; availableAt?: Date | null; expiresAt?: Date | null },
): Promise<PointsChange> {
  const { description, points, availableAt = null, expiresAt = null } = credit;
  const expiry = (at: Date) => expiresAt ?? defaultExpiry(at, availableAt);
  return changePoints(deps, accountNumber, credit, {
    isMade: (made) =>
      made.kind === "earn" &&
      made.points === points &&
      isSameTime(made.availableAt, availableAt) &&
      isSameTime(made.expiresAt, expiry(made.at)),
    next: async ({ now }) => {
      const start = availableAt !== null && availableAt > now ? availableAt : now;
      if (expiry(now) <= start) throw FieldErrors.of("expires_at", "too_early");
      return { kind: "earn", points, description, availableAt, expiresAt: expiry(now), reversesId: null };
    },
  });
}

/** @throws AppError `not_found` for an account that is missing or closed, `event_conflict`, `points_short` */
export function debitPoints(
  deps: LedgerDeps,
  accountNumber: string,
  debit: ChangeInput & { points: number },
): Promise<PointsChange> {
  const { description, points } = debit;
  return changePoints(deps, accountNumber, debit, {
    isMade: (made) => made.kind === "spend" && made.points === -points,
    next: async (member) => {
      if ((await readSums(member)).spendable < points) throw new AppError("points_short");
      return { kind: "spend", points: -points, description, availableAt: null, expiresAt: null, reversesId: null };
    },
  });
}

/**
 * Reverses an earning or a spend, or a part of it. Points given back live as newly earned ones do; of an earning, what
 * has expired cannot be taken again, and what has been spent becomes a debt.
 * @param reversal.reverses the reference of the entry
 * @param reversal.points how many; what is left of the entry when left out
 * @throws AppError `not_found` for an account that is not there or closed and for an entry that this member does not
 *   have, `event_conflict`, `not_reversible` for another kind, and for one that was reversed before or has expired;
 *   FieldErrors on `points` for more than is left of the entry
 */
export function reverseEntry(
  deps: LedgerDeps,
  accountNumber: string,
  reversal: ChangeInput & { reverses: string; points?: number | undefined },
): Promise<PointsChange> {
  const { description, points } = reversal;
  const find = async ({ transaction, id }: LockedMember) => {
    const found = await findEntry(transaction, reversal.reverses);
    return found?.memberId === id ? found.entry : null;
  };
  return changePoints(deps, accountNumber, reversal, {
    isMade: async (made, member) =>
      made.reversesId !== null &&
      made.reversesId === (await find(member))?.id &&
      (points === undefined || points === Math.abs(made.points)),
    next: async (member) => {
      const entry = await find(member);
      if (!entry) throw new AppError("not_found");
      const left = await readUnreversed(member.transaction, entry);
      if ((entry.kind !== "earn" && entry.kind !== "spend") || left === 0) throw new AppError("not_reversible");
      const wanted = points ?? Math.abs(left);
      if (wanted > Math.abs(left)) throw FieldErrors.of("points", "reversal_points", { max: Math.abs(left) });
      const common = { kind: "reverse", reversesId: entry.id, description } as const;
      return entry.kind === "spend"
        ? { ...common, points: wanted, availableAt: null, expiresAt: defaultExpiry(member.now, null) }
        : // Counts from the same moment as what it reverses.
          { ...common, points: -wanted, availableAt: entry.availableAt, expiresAt: null };
    },
  });
}

/** Lots per round: few enough that a round never takes long. */
const EXPIRY_BATCH = 500;

/**
 * Writes the expiry of points whose time is up. Safe in several processes; balances are right without it, since whoever
 * reads or changes points does this for that member first.
 * @returns how often a member had due points
 * @throws AggregateError of what failed, once all others are done
 */
export async function expirePoints(deps: LedgerDeps): Promise<number> {
  const now = deps.now();
  const failures: unknown[] = [];
  let seen = 0;
  for (let after: DueLot | undefined; ; ) {
    const lots = await findDueLots(deps.db, { now, after, max: EXPIRY_BATCH });
    const members = new Set(lots.map(({ memberId }) => memberId));
    for (const id of members) {
      await withLockedMember(deps, id, async () => {}).catch((error: unknown) => failures.push(error));
    }
    seen += members.size;
    after = lots.at(-1);
    if (lots.length < EXPIRY_BATCH) break;
  }
  if (failures.length > 0) throw new AggregateError(failures, "Some points did not expire.");
  return seen;
}

type Change = {
  isMade: (made: Entry, member: LockedMember) => boolean | Promise<boolean>;
  /** @throws AppError, FieldErrors */
  next: (member: LockedMember) => Promise<Omit<NewEntry, "at" | "reference">>;
};

async function changePoints(
  deps: LedgerDeps,
  accountNumber: string,
  input: ChangeInput,
  change: Change,
): Promise<PointsChange> {
  const member = await findMember(deps.db, accountNumber);
  if (!member) throw new AppError("not_found");
  const attempt = () => withLockedMember(deps, member.id, (locked) => makeChange(locked, input, change));
  try {
    return await attempt();
  } catch (error) {
    // Another member's change took the reference at the same moment: now it can be seen.
    if (isUniqueViolation(error)) return attempt();
    throw error;
  }
}

async function makeChange(
  member: LockedMember,
  { reference, description }: ChangeInput,
  change: Change,
): Promise<PointsChange> {
  const made = await findEntry(member.transaction, reference);
  if (made) {
    const isSame = made.memberId === member.id && made.entry.description === description;
    if (!isSame || !(await change.isMade(made.entry, member))) throw new AppError("event_conflict");
    return { entry: made.entry, balance: (await readSums(member)).spendable };
  }
  if (!member.isActive) throw new AppError("not_found");
  const next = await change.next(member);
  await assertCountable(member, next.points);
  const entry = await appendEntry(member, { ...next, reference, at: member.now });
  return { entry, balance: (await readSums(member)).spendable };
}

/** @throws FieldErrors on `points` when a sum would be no exact number any more */
async function assertCountable(member: LockedMember, points: number): Promise<void> {
  const { spendable, pending } = await readSums(member);
  const sums = [member.total + points, spendable + points, pending + points];
  if (sums.every(Number.isSafeInteger)) return;
  throw FieldErrors.of("points", "whole_number", { min: 1, max: Number.MAX_SAFE_INTEGER - Math.max(0, member.total) });
}

function isSameTime(left: Date | null, right: Date | null): boolean {
  return left?.getTime() === right?.getTime();
}
