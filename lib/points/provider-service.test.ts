import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { type LoyaltyMember, LoyaltyRefusedError, LoyaltyUnavailableError } from "@/lib/adapters/loyalty-provider/port";
import { embeddedLoyalty } from "@/lib/points/provider-service";
import { isAccountNumber } from "@/lib/points/rules";
import { uniquePhone } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";

/* What the embedded programme promises beyond the contract of every programme. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const options = () => ({ signal: AbortSignal.timeout(15_000) });
const write = (key: string = randomUUID()) => ({ ...options(), key });

function programme(overrides: { welcomePoints?: number; now?: () => Date } = {}) {
  return embeddedLoyalty({ db: shop.db, region: "TR", welcomePoints: 0, now: shop.now, ...overrides });
}

function member(overrides: Partial<LoyaltyMember> = {}): LoyaltyMember {
  return {
    firstName: "Jane",
    lastName: "Doe",
    phone: uniquePhone(),
    email: `jane.${randomUUID()}@example.com`,
    gender: "female",
    dateOfBirth: "1990-05-15",
    emailAllowed: true,
    smsAllowed: false,
    callAllowed: null,
    ...overrides,
  };
}

describe("create", () => {
  test("twenty calls at once with one key make one member, who is welcomed once", async () => {
    const jane = member();
    const key = randomUUID();
    const loyalty = programme({ welcomePoints: 100 });
    const accounts = await Promise.all(Array.from({ length: 20 }, () => loyalty.create(jane, write(key))));
    expect(new Set(accounts.map(({ accountNumber }) => accountNumber)).size).toBe(1);
    expect(await loyalty.search({ phone: jane.phone, email: null }, options())).toHaveLength(1);
    const { accountNumber } = accounts[0] ?? { accountNumber: "" };
    expect(await loyalty.balance(accountNumber, options())).toMatchObject({ points: 100, pendingPoints: 0 });
    const ledger = await loyalty.ledger?.(accountNumber, { before: null, limit: 10 }, options());
    expect(ledger?.entries.map(({ kind, points }) => [kind, points])).toEqual([["welcome", 100]]);
  });

  test("no welcome without points for it, and no account number next to another", async () => {
    const loyalty = programme();
    const one = await loyalty.create(member(), write());
    const two = await loyalty.create(member(), write());
    expect([one, two].map(({ accountNumber }) => isAccountNumber(accountNumber))).toEqual([true, true]);
    expect(Math.abs(Number(one.accountNumber) - Number(two.accountNumber))).toBeGreaterThan(100);
    expect((await loyalty.ledger?.(one.accountNumber, { before: null, limit: 10 }, options()))?.entries).toEqual([]);
  });
});

describe("search", () => {
  test("finds a phone however it is written, and an address whatever its case", async () => {
    const loyalty = programme();
    const jane = member();
    const local = `0${jane.phone?.slice(3)}`;
    const { accountNumber } = await loyalty.create(
      { ...jane, phone: local, email: jane.email?.toUpperCase() ?? null },
      write(),
    );
    for (const criteria of [
      { phone: jane.phone, email: null },
      { phone: null, email: jane.email },
    ]) {
      const [found, ...others] = await loyalty.search(criteria, options());
      expect(found).toMatchObject({ accountNumber, phone: local });
      expect(others).toEqual([]);
    }
  });

  test("nothing to look for finds nobody", async () => {
    await programme().create(member({ phone: null, email: null }), write());
    expect(await programme().search({ phone: null, email: null }, options())).toEqual([]);
  });
});

describe("ledger", () => {
  test("what is no page's next is refused, as is an account that is not there", async () => {
    const loyalty = programme({ welcomePoints: 5 });
    const { accountNumber } = await loyalty.create(member(), write());
    const page = { before: "x' OR 1=1", limit: 10 };
    await expect(loyalty.ledger?.(accountNumber, page, options())).rejects.toBeInstanceOf(LoyaltyRefusedError);
    const newest = { before: null, limit: 10 };
    await expect(loyalty.ledger?.("700000000000", newest, options())).rejects.toBeInstanceOf(LoyaltyRefusedError);
  });
});

describe("erase", () => {
  test("closes the account and leaves nothing that names its member; the movements stay, and it may come twice", async () => {
    const loyalty = programme({ welcomePoints: 30 });
    const jane = member();
    const { accountNumber } = await loyalty.create(jane, write());
    for (const _time of [1, 2]) await loyalty.erase?.(accountNumber, write());
    const row = await shop.db.loyaltyMember.findUniqueOrThrow({ where: { accountNumber } });
    const personal = [jane.firstName, jane.lastName, jane.phone, jane.email, "1990"];
    for (const datum of personal) expect(JSON.stringify(row)).not.toContain(String(datum));
    expect(row).toMatchObject({ isActive: false, gender: null, dateOfBirth: null, emailAllowed: null });
    for (const criteria of [
      { phone: jane.phone, email: null },
      { phone: null, email: jane.email },
    ]) {
      expect(await loyalty.search(criteria, options())).toEqual([]);
    }
    expect(await loyalty.balance(accountNumber, options())).toMatchObject({ points: 30 });
  });

  test("leaves other members as they are, and has nothing against an account that nobody has", async () => {
    const loyalty = programme();
    const [jane, other] = [member(), member()];
    const { accountNumber } = await loyalty.create(jane, write());
    const { accountNumber: others } = await loyalty.create(other, write());
    await loyalty.erase?.(accountNumber, write());
    await loyalty.erase?.("700000000000", write());
    expect(await loyalty.read(others, options())).toMatchObject({ ...other, isActive: true });
  });
});

test("gives up at the deadline, and has done nothing when that was over before it began", async () => {
  const jane = member();
  const over = { signal: AbortSignal.abort(), key: randomUUID() };
  await expect(programme().create(jane, over)).rejects.toBeInstanceOf(LoyaltyUnavailableError);
  expect(await programme().search({ phone: jane.phone, email: null }, options())).toEqual([]);
});
