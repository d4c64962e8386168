import { isMarked } from "@/lib/platform/errors";
import {
  findMember,
  findMembersWithDuePoints,
  type HeldMember,
  hasEntry,
  holdMember,
  insertEntry,
  type Programme,
} from "@/lib/points/ledger-store";
import { defaultExpiry, type Entry, reversiblePoints, spendablePoints } from "@/lib/points/rules";

/*
 * How points come into the embedded programme and leave it. Every change has a reference and is made once for it, however
 * often it is sent; changes of one member wait for each other, so that no two of them spend the same points.
 */

export type PointsRefusal =
  | "no_account"
  | "account_closed"
  | "reference_used"
  | "points_short"
  | "expires_too_early"
  | "no_entry"
  | "points_differ"
  | "not_reversible"
  | "reversed_already";

const REFUSED = Symbol.for("storefront.PointsRefusedError");

/** The programme does not make this change, now or when asked again. */
export class PointsRefusedError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isMarked(value, REFUSED);
  }

  readonly [REFUSED] = true;

  constructor(readonly reason: PointsRefusal) {
    super(`The points were not changed: ${reason}`);
    this.name = "PointsRefusedError";
  }
}

/** What a change made, or had made when it was sent before. */
export type PointsChange = {
  entry: Entry;
  /** What the member can spend now. */
  balance: number;
};

export type PointsEvent = {
  /** Makes the change happen once; at most 100 characters. */
  reference: string;
  description: string;
};

/**
 * Adds earned points.
 *
 * @param credit.availableAt when they begin to count; null for at once
 * @param credit.expiresAt null for 365 days after they count
 * @throws PointsRefusedError `no_account`, `account_closed`, `reference_used`, `expires_too_early`
 */
export function creditPoints(
  programme: Programme,
  accountNumber: string,
  credit: PointsEvent & { points: number; availableAt?: Date | null; expiresAt?: Date | null },
): Promise<PointsChange> {
  const { description, points, availableAt = null, expiresAt = null } = credit;
  const expiry = (at: Date) => expiresAt ?? defaultExpiry(at, availableAt);
  return changePoints(programme, accountNumber, credit, {
    isMade: (made) =>
      made.kind === "earn" &&
      made.points === points &&
      isSameTime(made.availableAt, availableAt) &&
      isSameTime(made.expiresAt, expiry(made.at)),
    next: ({ now }) => {
      const start = availableAt !== null && availableAt > now ? availableAt : now;
      if (expiry(now) <= start) throw new PointsRefusedError("expires_too_early");
      return { kind: "earn", points, description, availableAt, expiresAt: expiry(now), reversesId: null };
    },
  });
}

/**
 * Takes points that the member spends.
 *
 * @throws PointsRefusedError `no_account`, `account_closed`, `reference_used`, `points_short` when he has fewer
 */
export function debitPoints(
  programme: Programme,
  accountNumber: string,
  debit: PointsEvent & { points: number },
): Promise<PointsChange> {
  const { description, points } = debit;
  return changePoints(programme, accountNumber, debit, {
    isMade: (made) => made.kind === "spend" && made.points === -points,
    next: ({ entries, now }) => {
      assertSpendable(entries, points, now);
      return { kind: "spend", points: -points, description, availableAt: null, expiresAt: null, reversesId: null };
    },
  });
}

/**
 * Takes an earning or a spend back, once. Points given back live as newly earned ones do; of an earning that has expired in
 * part, the rest is taken.
 *
 * @param reversal.reverses the reference of the entry
 * @param reversal.points how many the caller believes the entry has; there is no taking back of a part
 * @throws PointsRefusedError `no_account`, `account_closed`, `reference_used`, `no_entry`, `points_differ`,
 *   `not_reversible` for another kind or when all of it has expired, `reversed_already`, `points_short` when the earned
 *   points are spent
 */
export function reverseEntry(
  programme: Programme,
  accountNumber: string,
  reversal: PointsEvent & { reverses: string; points?: number },
): Promise<PointsChange> {
  const find = (entries: readonly Entry[]) => entries.find(({ reference }) => reference === reversal.reverses);
  const isMeant = ({ points }: Entry) => reversal.points === undefined || reversal.points === Math.abs(points);
  return changePoints(programme, accountNumber, reversal, {
    isMade: (made, { entries }) => {
      const entry = find(entries);
      return entry !== undefined && made.reversesId === entry.id && isMeant(entry);
    },
    next: ({ entries, now }) => {
      const entry = find(entries);
      if (!entry) throw new PointsRefusedError("no_entry");
      if (!isMeant(entry)) throw new PointsRefusedError("points_differ");
      if (entries.some(({ reversesId }) => reversesId === entry.id)) throw new PointsRefusedError("reversed_already");
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
  if (reversal.points === 0) throw new PointsRefusedError("not_reversible");
  if (entry.kind === "spend") return { ...reversal, availableAt: null, expiresAt: defaultExpiry(now, null) };
  // Counts from the same moment as what it takes back.
  if (entry.kind === "earn") return { ...reversal, availableAt: entry.availableAt, expiresAt: null };
  throw new PointsRefusedError("not_reversible");
}

/** Members per round: few enough that a round never takes long. */
const EXPIRY_BATCH = 100;

/**
 * Writes the expiry of all points whose time is up. Safe to run from several processes: a lot expires once. Balances are
 * right without it, since whoever reads or changes points does this for that member first.
 *
 * @returns how many members had points that were due
 */
export async function expirePoints(programme: Programme): Promise<number> {
  const { db, now } = programme;
  let seen = 0;
  let last = 0;
  for (;;) {
    const members = await findMembersWithDuePoints(db, { now: now(), after: last, max: EXPIRY_BATCH });
    for (const memberId of members) await holdMember(programme, memberId, async () => {});
    seen += members.length;
    last = members.at(-1) ?? last;
    if (members.length < EXPIRY_BATCH) return seen;
  }
}

type NewEntry = Omit<Entry, "id" | "at" | "reference">;

type Change = {
  /** Whether an entry of this member, with this reference and description, is what this change makes. */
  isMade: (made: Entry, held: HeldMember) => boolean;
  /** What is to be written, by the ledger as it stands. @throws PointsRefusedError */
  next: (held: HeldMember) => NewEntry;
};

async function changePoints(
  programme: Programme,
  accountNumber: string,
  event: PointsEvent,
  change: Change,
): Promise<PointsChange> {
  const member = await findMember(programme.db, accountNumber);
  if (!member) throw new PointsRefusedError("no_account");
  const attempt = () => holdMember(programme, member.id, (held) => makeChange(held, event, change));
  try {
    return await attempt();
  } catch (error) {
    // Another member's change took the reference at the same moment: now it can be seen.
    if (isTaken(error)) return attempt();
    throw error;
  }
}

async function makeChange(held: HeldMember, event: PointsEvent, change: Change): Promise<PointsChange> {
  const { transaction, memberId, entries, now } = held;
  const { reference, description } = event;
  const made = entries.find((entry) => entry.reference === reference);
  if (made && made.description === description && change.isMade(made, held)) {
    return { entry: made, balance: spendablePoints(entries, now) };
  }
  if (made || (await hasEntry(transaction, reference))) throw new PointsRefusedError("reference_used");
  if (!held.isActive) throw new PointsRefusedError("account_closed");
  const entry = await insertEntry(transaction, memberId, { ...change.next(held), reference, at: now });
  return { entry, balance: spendablePoints([...entries, entry], now) };
}

function assertSpendable(entries: readonly Entry[], points: number, now: Date): void {
  if (spendablePoints(entries, now) < points) throw new PointsRefusedError("points_short");
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "P2002";
}

function isSameTime(left: Date | null, right: Date | null): boolean {
  return left?.getTime() === right?.getTime();
}
