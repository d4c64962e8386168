import { randomInt } from "node:crypto";
import type { LedgerEntry, LoyaltyBalance } from "@/lib/adapters/loyalty-provider/port";
import { canonicalPhone } from "@/lib/contact/phone-rules";
import { DAY_MS } from "@/lib/platform/dates";

/* The embedded programme's arithmetic. Entries come in the order of their ids: every write locks the member's row. */

export type Entry = {
  id: number;
  kind: LedgerEntry["kind"];
  /** Signed. */
  points: number;
  description: string;
  reference: string;
  at: Date;
  availableAt: Date | null;
  expiresAt: Date | null;
  reversesId: number | null;
};

/** What a member has, once what is due has expired. */
export type Holdings = {
  /** What counts by now; below zero for a debt. */
  spendable: number;
  pending: number;
  expiring: LoyaltyBalance["expiring"];
  /** In the last twelve months, less what was reversed of it. */
  earned: number;
};

/** Unless the event says otherwise. */
const LIFETIME_DAYS = 365;

/** By the points of the last twelve months, lowest first. */
const TIERS = [
  { name: "Blue", from: 0 },
  { name: "Silver", from: 500 },
  { name: "Gold", from: 2000 },
] as const;

const ACCOUNT_NUMBER = /^7\d{11}$/;

/** A 7, ten random digits and a check digit: it tells nothing of how many there are, and looks like no phone number. */
export function newAccountNumber(): string {
  const digits = `7${String(randomInt(10 ** 10)).padStart(10, "0")}`;
  return digits + luhnDigit(digits);
}

/** Check digit included (Luhn, ISO/IEC 7812-1 annex B). */
export function isAccountNumber(text: string): boolean {
  return ACCOUNT_NUMBER.test(text) && luhnDigit(text.slice(0, -1)) === text.slice(-1);
}

/** Digits that do not parse are compared as they are. */
export function comparablePhone(phone: string, region: string): string {
  return canonicalPhone(phone, region) ?? phone;
}

function luhnDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}

export function defaultExpiry(at: Date, availableAt: Date | null): Date {
  const start = availableAt !== null && availableAt > at ? availableAt : at;
  return new Date(start.getTime() + LIFETIME_DAYS * DAY_MS);
}

/** A lot has one expiry at most. */
export function expiryReference(lotId: number): string {
  return `expire:${lotId}`;
}

const EVENT_PREFIX = "event:";

/** By which an entry is found that an event has made. */
export function eventReference(id: string): string {
  return `${EVENT_PREFIX}${id}`;
}

/** @returns null for an entry that no event has made */
export function eventIdOf(reference: string): string | null {
  return reference.startsWith(EVENT_PREFIX) ? reference.slice(EVENT_PREFIX.length) : null;
}

/** Points can be earned that count from a later day on. */
export function counts({ availableAt }: Pick<Entry, "availableAt">, now: Date): boolean {
  return availableAt === null || availableAt <= now;
}

/** Of points that came together, what is left. */
type Lot = { entry: Entry; left: number };

/** What is stored beside an entry. */
export type Settled = { id: number; total: number; remaining: number };

/**
 * What has become of all entries of a member, from the first on: a debit takes first what expires first, the reversal of
 * an earning and an expiry take from their own lot first, and what is missing then is a debt that later points work off.
 * The same as the ledger store does from one entry to the next.
 */
export function settleEntries(entries: readonly Entry[]): Settled[] {
  const lots: Lot[] = [];
  let open: Lot[] = [];
  let pending: Entry[] = [];
  let total = 0;
  const totals = entries.map((entry) => {
    total += entry.points;
    const lot = { entry, left: Math.max(0, entry.points) };
    lots.push(lot);
    open.push(lot);
    pending = [...pending, entry].filter((one) => !counts(one, entry.at));
    if (entry.points < 0) takeFromOwn(open, entry);
    const spendable = total - pending.reduce((sum, { points }) => sum + points, 0);
    const counting = open.filter((one) => counts(one.entry, entry.at));
    takeInOrder(counting, counting.reduce((sum, { left }) => sum + left, 0) - Math.max(0, spendable));
    open = open.filter(({ left }) => left > 0);
    return total;
  });
  return lots.map(({ entry, left }, index) => ({ id: entry.id, total: totals[index] ?? 0, remaining: left }));
}

function takeFromOwn(lots: readonly Lot[], debit: Entry): void {
  const own = lots.find(({ entry }) => entry.id === debit.reversesId || expiryReference(entry.id) === debit.reference);
  if (own) own.left = Math.max(0, own.left + debit.points);
}

function takeInOrder(lots: readonly Lot[], points: number): void {
  const end = ({ entry }: Lot) => entry.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
  let missing = points;
  for (const lot of lots.toSorted((a, b) => compare(end(a), end(b)) || a.entry.id - b.entry.id)) {
    if (missing <= 0) return;
    const taken = Math.min(lot.left, missing);
    lot.left -= taken;
    missing -= taken;
  }
}

function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function balanceOf({ spendable, pending, expiring, earned }: Holdings): LoyaltyBalance {
  return {
    points: Math.max(0, spendable),
    // Written as a difference, since the negative of zero would be another zero.
    owedPoints: Math.max(0, 0 - spendable),
    pendingPoints: pending,
    expiring,
    tier: tierOf(earned),
  };
}

export function tierOf(earned: number): NonNullable<LoyaltyBalance["tier"]> {
  const next = TIERS.find(({ from }) => from > earned);
  const name = TIERS.findLast(({ from }) => from <= earned)?.name ?? TIERS[0].name;
  return { name, next: next ? { name: next.name, missingPoints: next.from - earned } : null };
}
