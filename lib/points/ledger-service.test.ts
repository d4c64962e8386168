import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { LedgerPage } from "@/lib/adapters/loyalty-provider/port";
import { DAY_MS } from "@/lib/platform/dates";
import { AppError, FieldErrors } from "@/lib/platform/errors";
import { creditPoints, debitPoints, expirePoints, reverseEntry } from "@/lib/points/ledger-service";
import { embeddedLoyalty } from "@/lib/points/provider-service";
import { openShop, type Shop } from "@/lib/testing/shop";

/* The ledger on a real database, under concurrency and as time goes by. */

const options = () => ({ signal: AbortSignal.timeout(20_000) });

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

/** Days from now at which the programme stands. */
let today = 0;
let account: string;
beforeEach(async () => {
  today = 0;
  account = await newAccount();
});

const day = (days: number) => new Date(Date.now() + days * DAY_MS);
const programme = () => ({ db: shop.db, now: () => day(today) });
const provider = () => embeddedLoyalty({ ...programme(), region: "TR", welcomePoints: 0 });

async function newAccount(): Promise<string> {
  const nothing = { phone: null, email: null, gender: null, dateOfBirth: null };
  const consents = { emailAllowed: null, smsAllowed: null, callAllowed: null };
  const jane = { firstName: "Jane", lastName: "Doe", ...nothing, ...consents };
  return (await provider().create(jane, { ...options(), key: randomUUID() })).accountNumber;
}

const event = (reference: string = randomUUID()) => ({ reference, description: "" });

function earn(points: number, extras: { reference?: string; availableAt?: Date; expiresAt?: Date } = {}) {
  return creditPoints(programme(), account, { ...event(), points, ...extras });
}

function spend(points: number, reference?: string) {
  return debitPoints(programme(), account, { ...event(reference), points });
}

function reverse(reverses: string, { reference, points }: { reference?: string; points?: number } = {}) {
  return reverseEntry(programme(), account, { ...event(reference), reverses, points });
}

const balance = () => provider().balance(account, options());

async function ledger(): Promise<[kind: string, points: number, balance: number][]> {
  const page = await provider().ledger?.(account, { before: null, limit: 100 }, options());
  return (page?.entries ?? []).map((entry) => [entry.kind, entry.points, entry.balance]);
}

/** What is kept from one entry to the next is what the whole ledger comes to. */
async function expectSettled(points: number): Promise<void> {
  const rows = await shop.db.loyaltyEntry.findMany({
    where: { member: { accountNumber: account } },
    orderBy: { id: "asc" },
  });
  let total = 0;
  let left = 0;
  for (const row of rows) {
    total += Number(row.points);
    expect(Number(row.total)).toBe(total);
    expect(Number(row.remaining)).toBeGreaterThanOrEqual(0);
    expect(Number(row.remaining)).toBeLessThanOrEqual(Math.max(0, Number(row.points)));
    if (row.availableAt === null || row.availableAt <= day(today)) left += Number(row.remaining);
  }
  expect(left).toBe(points);
}

/** The code of a refusal, or the field that it is told on. @throws what is none */
function codeOf(error: unknown): string {
  if (error instanceof AppError) return error.code;
  if (error instanceof FieldErrors) return Object.keys(error.fields).join();
  throw error;
}

async function refused(change: Promise<unknown>, code: string): Promise<void> {
  expect(await change.then(() => "made", codeOf)).toBe(code);
}

/** How many of the changes were made; the others must have been refused with this code. */
async function madeOf(changes: Promise<unknown>[], code: string): Promise<number> {
  const outcomes = await Promise.all(changes.map((change) => change.then(() => "made", codeOf)));
  expect(new Set(outcomes)).toEqual(new Set(["made", code]));
  return outcomes.filter((outcome) => outcome === "made").length;
}

describe("changes at the same moment", () => {
  test("twenty debits take no more than there is", async () => {
    await earn(100);
    expect(
      await madeOf(
        Array.from({ length: 20 }, () => spend(15)),
        "points_short",
      ),
    ).toBe(6);
    expect((await balance()).points).toBe(10);
    for (const [, , after] of await ledger()) expect(after).toBeGreaterThanOrEqual(0);
  });

  test("twenty credits with one reference count once and return the same entry", async () => {
    const reference = randomUUID();
    const changes = await Promise.all(Array.from({ length: 20 }, () => earn(40, { reference })));
    expect(new Set(changes.map(({ entry }) => entry.id)).size).toBe(1);
    expect((await balance()).points).toBe(40);
  });

  test("one reference credits one member only", async () => {
    const accounts = await Promise.all(Array.from({ length: 6 }, newAccount));
    const same = event();
    const changes = accounts.map((number) => creditPoints(programme(), number, { ...same, points: 40 }));
    expect(await madeOf(changes, "event_conflict")).toBe(1);
  });

  test("eight reversals reverse a spend once", async () => {
    await earn(50);
    const { entry } = await spend(20);
    const changes = Array.from({ length: 8 }, () => reverse(entry.reference));
    expect(await madeOf(changes, "not_reversible")).toBe(1);
    expect((await balance()).points).toBe(50);
  });

  test("two processes write each expiry once, while the member spends", async () => {
    await earn(100, { expiresAt: day(10) });
    await earn(50);
    today = 11;
    await Promise.all([expirePoints(programme()), spend(30), expirePoints(programme()), balance()]);
    expect((await balance()).points).toBe(20);
    expect((await ledger()).filter(([kind]) => kind === "expire")).toEqual([["expire", -100, 50]]);
  });
});

describe("a reference", () => {
  test("sent again with the same content returns the same entry, also when it could no longer be made", async () => {
    const earned = event();
    const end = day(20);
    const first = await earn(80, { ...earned, expiresAt: end });
    const spent = await spend(80);
    expect((await spend(80, spent.entry.reference)).entry).toEqual(spent.entry);
    today = 30;
    expect(await earn(80, { ...earned, expiresAt: end })).toEqual({ entry: first.entry, balance: 0 });
    await provider().deactivate(account, { ...options(), key: "close" });
    expect((await earn(80, { ...earned, expiresAt: end })).entry).toEqual(first.entry);
  });

  test("sent again for a different change is refused", async () => {
    const reference = randomUUID();
    await earn(80, { reference });
    await refused(earn(81, { reference }), "event_conflict");
    await refused(earn(80, { reference, availableAt: day(1) }), "event_conflict");
    await refused(earn(80, { reference, expiresAt: day(9) }), "event_conflict");
    await refused(spend(80, reference), "event_conflict");
    await refused(reverse(reference, { reference }), "event_conflict");
    await refused(creditPoints(programme(), account, { reference, description: "x", points: 80 }), "event_conflict");
    expect(await ledger()).toEqual([["earn", 80, 80]]);
  });
});

describe("a change is refused", () => {
  test("for an unknown account and for a closed one", async () => {
    await refused(creditPoints(programme(), "700000000000", { ...event(), points: 1 }), "not_found");
    await earn(10);
    await provider().deactivate(account, { ...options(), key: "close" });
    await refused(earn(10), "not_found");
    await refused(spend(10), "not_found");
    expect((await balance()).points).toBe(10);
  });

  test("when it spends what does not count yet", async () => {
    await earn(10);
    await earn(90, { availableAt: day(1) });
    await refused(spend(11), "points_short");
    today = 2;
    expect((await spend(100)).balance).toBe(0);
  });

  test("when the points would expire before they count", async () => {
    await refused(earn(10, { expiresAt: day(-1) }), "expires_at");
    await refused(earn(10, { availableAt: day(9), expiresAt: day(8) }), "expires_at");
  });
});

describe("a reversal", () => {
  test("returns a spend, to expire 365 days later", async () => {
    await earn(50, { expiresAt: day(5) });
    const { entry } = await spend(50);
    today = 3;
    const reversal = await reverse(entry.reference);
    expect(reversal).toMatchObject({ balance: 50, entry: { kind: "reverse", points: 50, reversesId: entry.id } });
    today = 100;
    expect((await balance()).points).toBe(50);
    today = 369;
    expect((await balance()).points).toBe(0);
  });

  test("removes an earning from the balance, the pending points and the tier", async () => {
    const counted = await earn(600);
    const pending = await earn(100, { availableAt: day(5) });
    const { entry: spent } = await spend(600);
    // While it is pending it needs no points that can be spent.
    expect((await reverse(pending.entry.reference)).balance).toBe(0);
    await reverse(spent.reference);
    expect(await balance()).toMatchObject({ points: 600, pendingPoints: 0, tier: { name: "Silver" } });
    expect((await reverse(counted.entry.reference)).balance).toBe(0);
    expect((await balance()).tier?.name).toBe("Blue");
    today = 6;
    expect(await balance()).toMatchObject({ points: 0, pendingPoints: 0 });
  });

  test("takes what is spent of an earning from what comes next: a debt below zero, which is worked off", async () => {
    const { entry } = await earn(50);
    await spend(20);
    expect((await reverse(entry.reference)).balance).toBe(-20);
    expect(await balance()).toMatchObject({ points: 0, owedPoints: 20, expiring: null });
    await refused(spend(1), "points_short");
    expect((await earn(15)).balance).toBe(-5);
    expect((await earn(30)).balance).toBe(25);
    expect(await balance()).toMatchObject({ points: 25, owedPoints: 0, expiring: { points: 25 } });
    expect((await ledger()).map(([, , after]) => after)).toEqual([25, -5, -20, 30, 50]);
    await refused(spend(26), "points_short");
    expect((await spend(25)).balance).toBe(0);
  });

  test("leaves a debt that pending points work off when they count, before they expire", async () => {
    const { entry } = await earn(50);
    await spend(50);
    await earn(80, { availableAt: day(5), expiresAt: day(10) });
    await reverse(entry.reference);
    expect(await balance()).toMatchObject({ points: 0, owedPoints: 50, pendingPoints: 80 });
    today = 6;
    expect(await balance()).toMatchObject({ points: 30, owedPoints: 0, pendingPoints: 0, expiring: { points: 30 } });
    today = 11;
    expect(await balance()).toMatchObject({ points: 0, owedPoints: 0 });
    expect((await ledger())[0]).toEqual(["expire", -30, 0]);
  });

  test("takes a part of an entry, and another, until nothing is left of it", async () => {
    const { entry } = await earn(100);
    const part = { reference: randomUUID(), points: 30 };
    for (let time = 0; time < 2; time++) expect((await reverse(entry.reference, part)).balance).toBe(70);
    await refused(reverse(entry.reference, { ...part, points: 31 }), "event_conflict");
    await refused(reverse(entry.reference, { points: 71 }), "points");
    expect((await reverse(entry.reference, { points: 20 })).entry.points).toBe(-20);
    expect((await reverse(entry.reference)).entry.points).toBe(-50);
    await refused(reverse(entry.reference), "not_reversible");
    await earn(40);
    const spent = await spend(40);
    expect((await reverse(spent.entry.reference, { points: 15 })).balance).toBe(15);
    expect((await reverse(spent.entry.reference)).entry.points).toBe(25);
  });

  test("takes a part of what does not count yet from that alone", async () => {
    await earn(10);
    const { entry } = await earn(60, { availableAt: day(5) });
    expect((await reverse(entry.reference, { points: 25 })).balance).toBe(10);
    expect(await balance()).toMatchObject({ points: 10, pendingPoints: 35 });
    today = 6;
    expect(await balance()).toMatchObject({ points: 45, pendingPoints: 0 });
  });

  test("does not take twice what has expired", async () => {
    const { entry } = await earn(50, { expiresAt: day(5) });
    await earn(100);
    await spend(30);
    today = 6;
    expect((await reverse(entry.reference)).entry.points).toBe(-30);
    expect((await balance()).points).toBe(70);
    const gone = await earn(10, { expiresAt: day(7) });
    today = 8;
    await refused(reverse(gone.entry.reference), "not_reversible");
  });

  test("is of an earning or a spend, of this member, and once", async () => {
    const { entry } = await earn(50);
    const reversal = await reverse(entry.reference);
    await refused(reverse(entry.reference), "not_reversible");
    await refused(reverse(reversal.entry.reference), "not_reversible");
    await refused(reverse("unknown"), "not_found");
    const whole = { ...event(), reverses: (await earn(20)).entry.reference };
    await refused(reverseEntry(programme(), await newAccount(), whole), "not_found");
    expect((await reverseEntry(programme(), account, { ...whole, points: 20 })).balance).toBe(0);
  });
});

describe("expiry", () => {
  test("removes what is left of a lot when its time is up, before any housekeeping, and nobody spends it", async () => {
    await earn(40, { expiresAt: day(10) });
    await earn(60, { expiresAt: day(20) });
    await spend(30);
    expect((await balance()).expiring).toMatchObject({ points: 10 });
    today = 10.5;
    await refused(spend(61), "points_short");
    expect((await balance()).points).toBe(60);
    expect((await ledger())[0]).toEqual(["expire", -10, 60]);
    expect((await balance()).expiring).toMatchObject({ points: 60 });
  });

  test("is written once for a lot, and not when nothing is left of it", async () => {
    await earn(40, { expiresAt: day(10) });
    await spend(40);
    const other = account;
    account = await newAccount();
    await earn(25, { expiresAt: day(10) });
    today = 11;
    expect(await expirePoints(programme())).toBeGreaterThanOrEqual(1);
    expect(await expirePoints(programme())).toBe(0);
    expect(await ledger()).toEqual([
      ["expire", -25, 0],
      ["earn", 25, 25],
    ]);
    account = other;
    expect(await ledger()).toEqual([
      ["spend", -40, 0],
      ["earn", 40, 40],
    ]);
  });

  test("happens to the millisecond in any time zone", async () => {
    const end = new Date(Math.ceil(Date.now() / 1000) * 1000 + DAY_MS);
    await earn(25, { expiresAt: end });
    const before = { db: shop.db, now: () => new Date(end.getTime() - 1) };
    await expirePoints(before);
    expect(await ledger()).toEqual([["earn", 25, 25]]);
    await expirePoints({ db: shop.db, now: () => end });
    expect((await ledger())[0]).toEqual(["expire", -25, 0]);
  });
});

describe("sums", () => {
  test("are exact up to 2^53 − 1, and nothing is let in beyond", async () => {
    const most = Number.MAX_SAFE_INTEGER;
    await earn(most - 1);
    await refused(earn(2), "points");
    expect((await earn(1)).balance).toBe(most);
    expect((await balance()).points).toBe(most);
    expect((await ledger())[0]).toEqual(["earn", 1, most]);
    expect((await spend(most)).balance).toBe(0);
  });

  test("of what an older release wrote are completed, whatever came before and after", async () => {
    await earn(40, { expiresAt: day(10) });
    const { id: memberId } = await shop.db.loyaltyMember.findUniqueOrThrow({ where: { accountNumber: account } });
    const old = { memberId, description: "", at: new Date() } as const;
    await shop.db.loyaltyEntry.create({ data: { ...old, kind: "earn", points: 30, reference: randomUUID() } });
    await shop.db.loyaltyEntry.create({ data: { ...old, kind: "spend", points: -25, reference: randomUUID() } });
    expect(await balance()).toMatchObject({ points: 45, expiring: { points: 15 } });
    expect(await ledger()).toEqual([
      ["spend", -25, 45],
      ["earn", 30, 70],
      ["earn", 40, 40],
    ]);
    expect((await spend(20)).balance).toBe(25);
    expect(await shop.db.loyaltyEntry.count({ where: { memberId, OR: [{ total: null }, { remaining: null }] } })).toBe(
      0,
    );
  });

  test("of fifty thousand entries are not added up for each page", async () => {
    const { id: memberId } = await shop.db.loyaltyMember.findUniqueOrThrow({ where: { accountNumber: account } });
    await shop.db.$executeRaw`
      INSERT INTO loyalty_entry (member_id, kind, points, description, reference, total, remaining)
      SELECT ${memberId}, (CASE WHEN n % 2 = 1 THEN 'earn' ELSE 'spend' END)::"LoyaltyEntryKind",
        (CASE WHEN n % 2 = 1 THEN 10 ELSE -10 END), '', ${account} || ':' || n, 10 * (n % 2), 0
      FROM generate_series(1, 50000) n`;
    await earn(7);
    await shop.db.$executeRaw`ANALYZE loyalty_entry`;
    const asked: [sql: string, ...parameters: unknown[]][] = [];
    const db = new Proxy(shop.db, {
      get: (target, key: keyof Shop["db"]) =>
        key !== "$queryRawUnsafe"
          ? target[key]
          : (...question: (typeof asked)[number]) => {
              asked.push(question);
              return target.$queryRawUnsafe(...question);
            },
    });
    const { ledger } = embeddedLoyalty({ ...programme(), db, region: "TR", welcomePoints: 0 });
    let before: string | null = null;
    for (let page = 0; page < 3; page++) {
      const found: LedgerPage | undefined = await ledger?.(account, { before, limit: 20 }, options());
      before = found?.next ?? null;
      expect(found?.entries).toHaveLength(20);
    }
    expect(asked.length).toBeGreaterThan(0);
    for (const question of asked) expect(await rowsRead(...question), question[0]).toBeLessThan(500);
    expect((await balance()).points).toBe(7);
  });
});

type Plan = { "Actual Rows": number; "Actual Loops": number; "Rows Removed by Filter"?: number; Plans?: Plan[] };

/** How many rows PostgreSQL looks at to answer a question. */
async function rowsRead(sql: string, ...parameters: unknown[]): Promise<number> {
  const count = ({ Plans = [], ...node }: Plan): number =>
    node["Actual Loops"] * (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0)) +
    Plans.reduce((sum, plan) => sum + count(plan), 0);
  const explained = `EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`;
  const [row] = await shop.db.$queryRawUnsafe<{ "QUERY PLAN": [{ Plan: Plan }] }[]>(explained, ...parameters);
  if (!row) throw new Error("There is no plan.");
  return count(row["QUERY PLAN"][0].Plan);
}

test("what can be spent is never negative and agrees with the newest line of the ledger, whatever happens in whatever order", async () => {
  const step = fc.oneof(
    fc.record({ does: fc.constant("earn" as const), points: fc.integer({ min: 1, max: 60 }), wait: fc.nat(3) }),
    fc.record({ does: fc.constant("spend" as const), points: fc.integer({ min: 1, max: 60 }) }),
    fc.record({
      does: fc.constant("reverse" as const),
      which: fc.nat(9),
      part: fc.option(fc.integer({ min: 1, max: 40 })),
    }),
    fc.record({ does: fc.constant("days" as const), days: fc.integer({ min: 1, max: 6 }) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      today = 0;
      account = await newAccount();
      const references: string[] = [];
      for (const one of steps) {
        if (one.does === "days") today += one.days;
        const change = {
          earn: () =>
            one.does === "earn" &&
            earn(one.points, { availableAt: day(today + one.wait), expiresAt: day(today + one.wait + 5) }),
          spend: () => one.does === "spend" && spend(one.points),
          reverse: () =>
            one.does === "reverse" && reverse(references[one.which] ?? "none", one.part ? { points: one.part } : {}),
          days: () => false as const,
        }[one.does]();
        const made = await Promise.resolve(change).catch((error: unknown) => {
          codeOf(error);
          return false as const;
        });
        if (made) references.push(made.entry.reference);
        const { points, owedPoints, pendingPoints } = await balance();
        const lines = await ledger();
        expect(points).toBeGreaterThanOrEqual(0);
        expect(pendingPoints).toBeGreaterThanOrEqual(0);
        expect(lines[0]?.[2] ?? 0).toBe(points - Number(owedPoints));
        const sum = lines.reduce((total, [, change]) => total + change, 0);
        expect(sum).toBe(points - Number(owedPoints) + Number(pendingPoints));
        await expectSettled(points);
      }
      // Whatever was earned ends; nothing is left, and nothing is missing.
      today += 500;
      expect(await balance()).toMatchObject({ points: 0, pendingPoints: 0, expiring: null });
    }),
    { numRuns: 15 },
  );
}, 120_000);
