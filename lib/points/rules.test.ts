import { describe, expect, test } from "vitest";
import { DAY_MS } from "@/lib/platform/dates";
import {
  balanceOf,
  comparablePhone,
  defaultExpiry,
  type Entry,
  expiryReference,
  isAccountNumber,
  newAccountNumber,
  settleEntries,
  tierOf,
} from "@/lib/points/rules";

const NOW = new Date("2026-03-01T12:00:00Z");
const day = (days: number) => new Date(NOW.getTime() + days * DAY_MS);

/** Entries in the order in which they were written; the id is the place, from 1. */
function ledger(...lines: (Partial<Entry> & Pick<Entry, "kind" | "points">)[]): Entry[] {
  return lines.map((line, index) => ({
    id: index + 1,
    description: "",
    reference: `r${index + 1}`,
    at: day(-30),
    availableAt: null,
    expiresAt: null,
    reversesId: null,
    ...line,
  }));
}

const left = (entries: Entry[]) =>
  settleEntries(entries).flatMap(({ id, remaining }, index) =>
    (entries[index]?.points ?? 0) > 0 ? [[id, remaining]] : [],
  );

describe("account numbers", () => {
  test("have twelve digits, a valid check digit, and no two of a thousand are the same", () => {
    const numbers = Array.from({ length: 1000 }, newAccountNumber);
    expect(numbers.every(isAccountNumber)).toBe(true);
    expect(numbers.every((number) => /^7\d{11}$/.test(number))).toBe(true);
    expect(new Set(numbers).size).toBe(1000);
  });

  test("reject one wrong digit, and two neighbours exchanged", () => {
    const number = newAccountNumber();
    for (let place = 1; place < number.length; place++) {
      const wrong = String((Number(number[place]) + 1) % 10);
      expect(isAccountNumber(number.slice(0, place) + wrong + number.slice(place + 1))).toBe(false);
    }
    expect(isAccountNumber("712345678908")).toBe(true);
    expect(isAccountNumber("712345678980")).toBe(false);
    for (const text of ["", "7", "79927398713", `${number}0`, ` ${number}`]) expect(isAccountNumber(text)).toBe(false);
  });
});

test("phones are compared in one form, and as they are when they do not parse", () => {
  expect(comparablePhone("0532 123 45 67", "TR")).toBe("+905321234567");
  expect(comparablePhone("12", "TR")).toBe("12");
});

describe("lots", () => {
  test("a spend takes what expires first, and what never expires last", () => {
    const entries = ledger(
      { kind: "earn", points: 10 },
      { kind: "earn", points: 10, expiresAt: day(20) },
      { kind: "earn", points: 10, expiresAt: day(10) },
      { kind: "spend", points: -15 },
    );
    expect(left(entries)).toEqual([
      [1, 10],
      [2, 5],
      [3, 0],
    ]);
  });

  test("a spend leaves alone what did not count yet when it was made", () => {
    const entries = ledger(
      { kind: "earn", points: 10, availableAt: day(-1), expiresAt: day(5) },
      { kind: "earn", points: 10, expiresAt: day(50) },
      { kind: "spend", points: -10, at: day(-2) },
    );
    expect(left(entries)).toEqual([
      [1, 10],
      [2, 0],
    ]);
  });

  test("an expiry takes from its own lot, and so does the reversal of an earning, which then goes on to others", () => {
    const entries = ledger(
      { kind: "earn", points: 40, expiresAt: day(9) },
      { kind: "earn", points: 20, expiresAt: day(-1) },
      { kind: "earn", points: 30, expiresAt: day(8) },
      { kind: "expire", points: -20, reference: expiryReference(2) },
      { kind: "spend", points: -25 },
      { kind: "reverse", points: -30, reversesId: 3 },
    );
    // The spend took 25 of the third lot; the reversal takes the 5 that are left of it, and 25 of the first.
    expect(left(entries)).toEqual([
      [1, 15],
      [2, 0],
      [3, 0],
    ]);
  });

  test("never go below nothing: what is missing is a debt, which later points work off", () => {
    const entries = ledger(
      { kind: "earn", points: 5 },
      { kind: "spend", points: -9 },
      { kind: "earn", points: 3 },
      { kind: "earn", points: 7, availableAt: day(1) },
      { kind: "earn", points: 6 },
      { kind: "spend", points: -1, at: day(1) },
    );
    expect(left(entries.slice(0, 4))).toEqual([
      [1, 0],
      [3, 0],
      [4, 7],
    ]);
    expect(left(entries)).toEqual([
      [1, 0],
      [3, 0],
      [4, 6],
      [5, 5],
    ]);
    expect(settleEntries(entries).map(({ total }) => total)).toEqual([5, -4, -1, 6, 12, 11]);
  });
});

describe("expiry", () => {
  test("earned points live 365 days from when they count", () => {
    expect(defaultExpiry(NOW, null)).toEqual(day(365));
    expect(defaultExpiry(NOW, day(14))).toEqual(day(379));
    expect(defaultExpiry(NOW, day(-14))).toEqual(day(365));
  });
});

describe("tiers", () => {
  test.each([
    [0, "Blue", { name: "Silver", missingPoints: 500 }],
    [499, "Blue", { name: "Silver", missingPoints: 1 }],
    [500, "Silver", { name: "Gold", missingPoints: 1500 }],
    [1999, "Silver", { name: "Gold", missingPoints: 1 }],
    [2000, "Gold", null],
    [9999, "Gold", null],
  ])("%i points earned make %s", (earned, name, next) => {
    expect(tierOf(earned)).toEqual({ name, next });
  });
});

test("a debt is no points to spend, but points that are owed", () => {
  const holdings = { pending: 5, expiring: null, earned: 0 };
  expect(balanceOf({ ...holdings, spendable: -30 })).toMatchObject({ points: 0, owedPoints: 30, pendingPoints: 5 });
  expect(balanceOf({ ...holdings, spendable: 30 })).toMatchObject({ points: 30, owedPoints: 0 });
});
