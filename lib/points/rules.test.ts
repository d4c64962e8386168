import { describe, expect, test } from "vitest";
import {
  balanceOf,
  comparablePhone,
  defaultExpiry,
  dueLots,
  type Entry,
  earnedPoints,
  expiryReference,
  isAccountNumber,
  ledgerPage,
  lotsOf,
  newAccountNumber,
  reversiblePoints,
  spendablePoints,
  tierOf,
} from "@/lib/points/rules";

const NOW = new Date("2026-03-01T12:00:00Z");
const DAY_MS = 86_400_000;
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

const left = (entries: Entry[]) => lotsOf(entries).map((lot) => [lot.entry.id, lot.left]);

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

describe("what can be spent", () => {
  test("is the sum of what counts by now", () => {
    const entries = ledger(
      { kind: "welcome", points: 100 },
      { kind: "earn", points: 70, availableAt: day(0) },
      { kind: "earn", points: 40, availableAt: day(1) },
      { kind: "spend", points: -30 },
    );
    expect(spendablePoints(entries, NOW)).toBe(140);
    expect(spendablePoints(entries, day(1))).toBe(180);
    expect(balanceOf(entries, NOW)).toMatchObject({ points: 140, pendingPoints: 40 });
  });

  test("is nothing for a member without entries", () => {
    const tier = { name: "Blue", next: { name: "Silver", missingPoints: 500 } };
    expect(balanceOf([], NOW)).toEqual({ points: 0, pendingPoints: 0, expiring: null, tier });
  });
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

  test("never go below nothing", () => {
    expect(left(ledger({ kind: "earn", points: 5 }, { kind: "spend", points: -9 }))).toEqual([[1, 0]]);
  });
});

describe("expiry", () => {
  test("earned points live 365 days from when they count", () => {
    expect(defaultExpiry(NOW, null)).toEqual(day(365));
    expect(defaultExpiry(NOW, day(14))).toEqual(day(379));
    expect(defaultExpiry(NOW, day(-14))).toEqual(day(365));
  });

  test("what is due is what is left of lots whose time is up, once", () => {
    const lines = [
      { kind: "earn", points: 50, expiresAt: day(0) },
      { kind: "earn", points: 50, expiresAt: day(-1) },
      { kind: "earn", points: 50, expiresAt: day(1) },
      { kind: "spend", points: -70 },
    ] as const;
    expect(dueLots(ledger(...lines), NOW).map((lot) => [lot.entry.id, lot.left])).toEqual([
      [1, 30],
      [2, 0],
    ]);
    const settled = ledger(
      ...lines,
      { kind: "expire", points: -30, reference: expiryReference(1) },
      { kind: "expire", points: 0, reference: expiryReference(2) },
    );
    expect(dueLots(settled, NOW)).toEqual([]);
    expect(spendablePoints(settled, NOW)).toBe(50);
  });

  test("the next to go are told with their time, all that go at that moment; not what does not count yet", () => {
    const entries = ledger(
      { kind: "earn", points: 50, expiresAt: day(30) },
      { kind: "earn", points: 20, expiresAt: day(10) },
      { kind: "welcome", points: 7, expiresAt: day(10) },
      { kind: "earn", points: 9, availableAt: day(1), expiresAt: day(2) },
      { kind: "spend", points: -5 },
    );
    expect(balanceOf(entries, NOW).expiring).toEqual({ points: 22, at: day(10) });
    expect(balanceOf(ledger({ kind: "adjust", points: 5 }), NOW).expiring).toBeNull();
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

  test("count what was earned in the last twelve months, less what was reversed of it, and nothing else", () => {
    const entries = ledger(
      { kind: "welcome", points: 1000 },
      { kind: "earn", points: 300 },
      { kind: "earn", points: 200 },
      { kind: "earn", points: 400, at: new Date("2025-03-01T12:00:00Z") },
      { kind: "earn", points: 60, at: new Date("2025-03-01T12:00:00.001Z") },
      { kind: "earn", points: 800, availableAt: day(1) },
      { kind: "spend", points: -100 },
      { kind: "reverse", points: 100, reversesId: 7 },
      { kind: "reverse", points: -200, reversesId: 3 },
      { kind: "expire", points: -50 },
    );
    expect(earnedPoints(entries, NOW)).toBe(360);
  });
});

describe("the points of a reversal", () => {
  const entries = ledger(
    { kind: "earn", points: 100 },
    { kind: "spend", points: -60 },
    { kind: "expire", points: -40, reference: expiryReference(1) },
    { kind: "earn", points: 10 },
    { kind: "expire", points: -10, reference: expiryReference(4) },
  );
  const of = (id: number) => reversiblePoints(entries, entries[id - 1] as Entry);

  test("are all of a spend; of an earning what has not expired", () => {
    expect([of(2), of(1), of(4)]).toEqual([60, -60, 0]);
  });
});

describe("the ledger", () => {
  const entries = ledger(
    { kind: "welcome", points: 100 },
    { kind: "earn", points: 40, availableAt: day(1) },
    { kind: "spend", points: -30 },
    { kind: "expire", points: 0, reference: expiryReference(9) },
    { kind: "earn", points: 5 },
  );
  const page = (before: number | null, limit: number) => ledgerPage(entries, { before, limit, now: NOW });

  test("is newest first with the balance after each entry, of what counts by now; expiries of nothing are left out", () => {
    expect(page(null, 9).entries.map(({ id, points, balance }) => [id, points, balance])).toEqual([
      ["5", 5, 75],
      ["3", -30, 70],
      ["2", 40, 100],
      ["1", 100, 100],
    ]);
    expect(page(null, 9).entries[0]?.balance).toBe(spendablePoints(entries, NOW));
  });

  test("comes in pages that neither repeat nor leave out an entry, the last without a next", () => {
    const first = page(null, 3);
    expect([first.entries.map(({ id }) => id), first.next]).toEqual([["5", "3", "2"], "2"]);
    const second = page(2, 3);
    expect([second.entries.map(({ id, balance }) => [id, balance]), second.next]).toEqual([[["1", 100]], null]);
    expect(page(null, 4).next).toBeNull();
    expect(page(1, 4)).toEqual({ entries: [], next: null });
  });
});
