import { AppError, FieldErrors } from "@/lib/platform/errors";
import { defaultExpiry, type Entry, reversiblePoints, spendablePoints } from "@/lib/points/rules";
import {
  findMember,
  findMembersWithDuePoints,
  hasEntry,
  insertEntry,
  type LedgerDeps,
  type LockedMember,
  withLockedMember,
} from "@/lib/points/store";

/*
 * How points come and go. A change is made once for its reference; changes of one member wait for each other, so that
 * no two of them spend the same points.
 */

export type PointsChange = {
  entry: Entry;
  /** What the member can spend now. */
  balance: number;
};

type ChangeInput = {
  /** Makes the change happen once; at most 100 characters. */
  reference: string;
  description: string;
};

/**
 * @param credit.availableAt null for at once @param credit.expiresAt null for 365 days after they count
 * @throws AppError `not_found` for an account that is missing or closed, `event_conflict`; FieldErrors on `expires_at`
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
    next: ({ now }) => {
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
    next: ({ entries, now }) => {
      assertSpendable(entries, points, now);
      return { kind: "spend", points: -points, description, availableAt: null, expiresAt: null, reversesId: null };
    },
  });
}

/**
 * Reverses an earning or a spend, once. Points given back live as newly earned ones do; of an earning that has expired
 * in part, the rest is taken.
 * @param reversal.reverses the reference of the entry
 * @param reversal.points how many the caller believes the entry has: an entry is reversed as a whole
 * @throws AppError `not_found` for an account that is not there or closed and for an entry that this member does not
 *   have, `event_conflict`, `not_reversible` for another kind, for one that was reversed before or has expired,
 *   `points_short` when the earned points are spent; FieldErrors on `points`
 */
export function reverseEntry(
  deps: LedgerDeps,
  accountNumber: string,
  reversal: ChangeInput & { reverses: string; points?: number },
): Promise<PointsChange> {
  const find = (entries: readonly Entry[]) => entries.find(({ reference }) => reference === reversal.reverses);
  const isMeant = ({ points }: Entry) => reversal.points === undefined || reversal.points === Math.abs(points);
  return changePoints(deps, accountNumber, reversal, {
    isMade: (made, { entries }) => {
      const entry = find(entries);
      return entry !== undefined && made.reversesId === entry.id && isMeant(entry);
    },
    next: ({ entries, now }) => {
      const entry = find(entries);
      if (!entry) throw new AppError("not_found");
      if (!isMeant(entry)) throw FieldErrors.of("points", "reversal_points");
      if (entries.some(({ reversesId }) => reversesId === entry.id)) throw new AppError("not_reversible");
      const next = { ...reversalOf(entries, entry, now), description: reversal.description };
      // An earning that does not count yet takes nothing with it that could be missing.
      const isPending = next.availableAt !== null && next.availableAt > now;
      if (!isPending) assertSpendable(entries, -next.points, now);
      return next;
    },
  });
}

function reversalOf(entries: readonly Entry[], entry: Entry, now: Date): Omit<NewEntry, "description"> {
  const reversal = { kind: "reverse" as const, points: reversiblePoints(entries, entry), reversesId: entry.id };
  if (reversal.points === 0) throw new AppError("not_reversible");
  if (entry.kind === "spend") return { ...reversal, availableAt: null, expiresAt: defaultExpiry(now, null) };
  // Counts from the same moment as what it reverses.
  if (entry.kind === "earn") return { ...reversal, availableAt: entry.availableAt, expiresAt: null };
  throw new AppError("not_reversible");
}

/** Members per round: few enough that a round never takes long. */
const EXPIRY_BATCH = 100;

/**
 * Writes the expiry of points whose time is up. Safe in several processes; balances are right without it, since whoever
 * reads or changes points does this for that member first. @returns how many members had due points
 */
export async function expirePoints(deps: LedgerDeps): Promise<number> {
  let seen = 0;
  let last = 0;
  for (;;) {
    const members = await findMembersWithDuePoints(deps.db, { now: deps.now(), after: last, max: EXPIRY_BATCH });
    for (const memberId of members) await withLockedMember(deps, memberId, async () => {});
    seen += members.length;
    last = members.at(-1) ?? last;
    if (members.length < EXPIRY_BATCH) return seen;
  }
}

type NewEntry = Omit<Entry, "id" | "at" | "reference">;

type Change = {
  isMade: (made: Entry, member: LockedMember) => boolean;
  /** @throws AppError, FieldErrors */
  next: (member: LockedMember) => NewEntry;
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
    if (isTaken(error)) return attempt();
    throw error;
  }
}

async function makeChange(member: LockedMember, input: ChangeInput, change: Change): Promise<PointsChange> {
  const { transaction, entries, now } = member;
  const { reference, description } = input;
  const made = entries.find((entry) => entry.reference === reference);
  if (made && made.description === description && change.isMade(made, member)) {
    return { entry: made, balance: spendablePoints(entries, now) };
  }
  if (made || (await hasEntry(transaction, reference))) throw new AppError("event_conflict");
  if (!member.isActive) throw new AppError("not_found");
  const entry = await insertEntry(transaction, member.id, { ...change.next(member), reference, at: now });
  return { entry, balance: spendablePoints([...entries, entry], now) };
}

function assertSpendable(entries: readonly Entry[], points: number, now: Date): void {
  if (spendablePoints(entries, now) < points) throw new AppError("points_short");
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "P2002";
}

function isSameTime(left: Date | null, right: Date | null): boolean {
  return left?.getTime() === right?.getTime();
}
