import { randomInt } from "node:crypto";
import type { LedgerEntry, LedgerPage, LoyaltyBalance } from "@/lib/adapters/loyalty-provider/port";
import { canonicalPhone } from "@/lib/contact/phone-rules";

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

/** Points that came together, and what is left of them. */
export type Lot = { entry: Entry; left: number };

/** Unless the event says otherwise. */
export const LIFETIME_DAYS = 365;
const DAY_MS = 86_400_000;

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

/** Oldest entry first. A debit takes first what expires first; the reversal of an earning takes from that lot first. */
export function lotsOf(entries: readonly Entry[]): Lot[] {
  const lots: Lot[] = [];
  for (const entry of entries) {
    if (entry.points > 0) lots.push({ entry, left: entry.points });
    else if (entry.points < 0) takeFrom(lots, entry);
  }
  return lots;
}

function takeFrom(lots: readonly Lot[], debit: Entry): void {
  let missing = -debit.points;
  for (const lot of orderOfUse(lots, debit)) {
    const taken = Math.min(lot.left, missing);
    lot.left -= taken;
    missing -= taken;
    if (missing === 0) return;
  }
}

function orderOfUse(lots: readonly Lot[], debit: Entry): Lot[] {
  const rank = ({ entry }: Lot) => {
    if (entry.id === debit.reversesId || expiryReference(entry.id) === debit.reference) return 0;
    return counts(entry, debit.at) ? 1 : 2;
  };
  const end = ({ entry }: Lot) => entry.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return lots
    .filter(({ left }) => left > 0)
    .sort((a, b) => rank(a) - rank(b) || compare(end(a), end(b)) || a.entry.id - b.entry.id);
}

function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Points can be earned that count from a later day on. */
function counts({ availableAt }: Pick<Entry, "availableAt">, now: Date): boolean {
  return availableAt === null || availableAt <= now;
}

/** Once what is due has expired. */
export function spendablePoints(entries: readonly Entry[], now: Date): number {
  return sum(entries.filter((entry) => counts(entry, now)));
}

/** Nothing may be left of them, which is to be written too. */
export function dueLots(entries: readonly Entry[], now: Date): Lot[] {
  const references = new Set(entries.map(({ reference }) => reference));
  return lotsOf(entries).filter(
    ({ entry }) => entry.expiresAt !== null && entry.expiresAt <= now && !references.has(expiryReference(entry.id)),
  );
}

/** All of a spend; of an earning what has not expired. Signed. */
export function reversiblePoints(entries: readonly Entry[], entry: Entry): number {
  const expired = entries.find(({ reference }) => reference === expiryReference(entry.id));
  // Written as a difference, since the negative of zero would be another zero.
  return 0 - (entry.points + (expired?.points ?? 0));
}

/** Everything that is due must have expired already. */
export function balanceOf(entries: readonly Entry[], now: Date): LoyaltyBalance {
  return {
    points: spendablePoints(entries, now),
    pendingPoints: sum(entries.filter((entry) => !counts(entry, now))),
    expiring: nextExpiry(entries, now),
    tier: tierOf(earnedPoints(entries, now)),
  };
}

function nextExpiry(entries: readonly Entry[], now: Date): LoyaltyBalance["expiring"] {
  const ending = lotsOf(entries).flatMap(({ entry, left }) =>
    left > 0 && entry.expiresAt && counts(entry, now) ? [{ left, at: entry.expiresAt }] : [],
  );
  if (ending.length === 0) return null;
  const first = Math.min(...ending.map(({ at }) => at.getTime()));
  const points = ending.filter(({ at }) => at.getTime() === first).reduce((total, { left }) => total + left, 0);
  return { points, at: new Date(first) };
}

/** In the last twelve months: what counts by now, less what was reversed. */
export function earnedPoints(entries: readonly Entry[], now: Date): number {
  const start = new Date(now);
  start.setUTCFullYear(start.getUTCFullYear() - 1);
  const earned = entries.filter((entry) => entry.kind === "earn" && entry.at > start && counts(entry, now));
  const ids = new Set(earned.map(({ id }) => id));
  return sum(earned) + sum(entries.filter(({ reversesId }) => reversesId !== null && ids.has(reversesId)));
}

export function tierOf(earned: number): NonNullable<LoyaltyBalance["tier"]> {
  const next = TIERS.find(({ from }) => from > earned);
  const name = TIERS.findLast(({ from }) => from <= earned)?.name ?? TIERS[0].name;
  return { name, next: next ? { name: next.name, missingPoints: next.from - earned } : null };
}

/**
 * One page, newest first. Its balance is of what counts by now.
 * @param before id of the last entry of the page before; null for the newest
 */
export function ledgerPage(
  entries: readonly Entry[],
  { before, limit, now }: { before: number | null; limit: number; now: Date },
): LedgerPage {
  let balance = 0;
  const lines = entries
    .map((entry): LedgerEntry => {
      if (counts(entry, now)) balance += entry.points;
      const { kind, points, description, at, availableAt, expiresAt } = entry;
      return { id: String(entry.id), kind, points, description, at, availableAt, expiresAt, balance };
    })
    // An expiry of nothing only says that its lot is settled.
    .filter(({ points }) => points !== 0)
    .reverse();
  const older = before === null ? lines : lines.filter(({ id }) => Number(id) < before);
  const page = older.slice(0, limit);
  return { entries: page, next: older.length > page.length ? (page.at(-1)?.id ?? null) : null };
}

function sum(entries: readonly Entry[]): number {
  return entries.reduce((total, { points }) => total + points, 0);
}
