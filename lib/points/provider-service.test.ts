import { randomUUID } from "node:crypto";
import { inspect } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { LoyaltyRefusedError, LoyaltyUnavailableError } from "@/lib/adapters/loyalty-provider/port";
import { embeddedLoyalty } from "@/lib/points/provider-service";
import { isAccountNumber } from "@/lib/points/rules";
import { newMember } from "@/lib/testing/loyalty-providers";
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

const member = () => newMember({ dateOfBirth: "1990-05-15" });

test("a member is welcomed once, however many calls create them at once", async () => {
  const jane = member();
  const key = randomUUID();
  const loyalty = programme({ welcomePoints: 100 });
  const accounts = await Promise.all(Array.from({ length: 20 }, () => loyalty.create(jane, write(key))));
  const { accountNumber } = accounts[0] ?? { accountNumber: "" };
  expect(await loyalty.balance(accountNumber, options())).toMatchObject({ points: 100, pendingPoints: 0 });
  const ledger = await loyalty.ledger?.(accountNumber, { before: null, limit: 10 }, options());
  expect(ledger?.entries.map(({ kind, points }) => [kind, points])).toEqual([["welcome", 100]]);
});

test("a person is welcomed once, by their phone: not by each account of theirs, also of two made at once", async () => {
  const loyalty = programme({ welcomePoints: 100 });
  const jane = member();
  const twin = { ...jane, phone: `0${jane.phone?.slice(3)}` };
  const accounts = await Promise.all([loyalty.create(jane, write()), loyalty.create(twin, write())]);
  await loyalty.deactivate(accounts[0]?.accountNumber ?? "", write());
  accounts.push(await loyalty.create(jane, write()));
  const points = await Promise.all(
    accounts.map(async ({ accountNumber }) => (await loyalty.balance(accountNumber, options())).points),
  );
  expect(points.toSorted()).toEqual([0, 0, 100]);
  expect(
    await loyalty.create(member(), write()).then(({ accountNumber }) => loyalty.balance(accountNumber, options())),
  ).toMatchObject({ points: 100 });
});

test("account numbers are valid and tell nothing of how many there are", async () => {
  const loyalty = programme();
  const one = await loyalty.create(member(), write());
  const two = await loyalty.create(member(), write());
  expect([one, two].map(({ accountNumber }) => isAccountNumber(accountNumber))).toEqual([true, true]);
  expect(Math.abs(Number(one.accountNumber) - Number(two.accountNumber))).toBeGreaterThan(100);
});

test("a page that no other names as its next is refused", async () => {
  const loyalty = programme({ welcomePoints: 5 });
  const { accountNumber } = await loyalty.create(member(), write());
  const page = { before: "x' OR 1=1", limit: 10 };
  await expect(loyalty.ledger?.(accountNumber, page, options())).rejects.toBeInstanceOf(LoyaltyRefusedError);
});

test("erasing closes the account and leaves nothing that names its member; the movements and other members stay", async () => {
  const loyalty = programme({ welcomePoints: 30 });
  const [jane, other] = [member(), member()];
  const { accountNumber } = await loyalty.create(jane, write());
  const { accountNumber: others } = await loyalty.create(other, write());
  for (const number of [accountNumber, accountNumber, "700000000000"]) await loyalty.erase?.(number, write());
  const row = await shop.db.loyaltyMember.findUniqueOrThrow({ where: { accountNumber } });
  const personal = [jane.firstName, jane.lastName, jane.phone, jane.email, "1990"];
  for (const datum of personal) expect(inspect(row)).not.toContain(String(datum));
  expect(row).toMatchObject({ isActive: false, gender: null, dateOfBirth: null, emailAllowed: null });
  expect(await loyalty.search({ phone: jane.phone, email: jane.email }, options())).toEqual([]);
  expect(await loyalty.balance(accountNumber, options())).toMatchObject({ points: 30 });
  expect(await loyalty.read(others, options())).toMatchObject({ ...other, isActive: true });
});

test("a call whose deadline has passed changes nothing", async () => {
  const jane = member();
  const over = { signal: AbortSignal.abort(), key: randomUUID() };
  await expect(programme().create(jane, over)).rejects.toBeInstanceOf(LoyaltyUnavailableError);
  expect(await programme().search({ phone: jane.phone, email: null }, options())).toEqual([]);
});
