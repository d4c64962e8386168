import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach } from "vitest";
import * as addCard from "@/app/api/loyalty-card/add_loyalty_card/route";
import * as addCardOtp from "@/app/api/loyalty-card/add_loyalty_card_otp/route";
import type { Deadlines } from "@/lib/adapters/loyalty-provider/guard";
import {
  type GuardedLoyalty,
  type LoyaltyAccount,
  type LoyaltyMember,
  LoyaltyUnavailableError,
  type ProviderName,
} from "@/lib/adapters/loyalty-provider/port";
import type { CustomerRow } from "@/lib/customers/store";
import { createLoyaltyProgrammes, type Deps, setDeps } from "@/lib/deps";
import { loyaltyJobs } from "@/lib/loyalty/sync-service";
import { drainJobs } from "@/lib/platform/jobs/service";
import { changeSetting } from "@/lib/settings/service";
import { forgetLimits } from "@/lib/testing/challenges";
import { type Answer, as, type Client } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import type { FaultyServer } from "@/lib/testing/faulty-service";
import { watchPorts } from "@/lib/testing/held-transactions";
import { type OpenProgramme, PROGRAMMES, type RemoteProgramme } from "@/lib/testing/loyalty-providers";
import { newestCode } from "@/lib/testing/mailbox";
import { openShop, type Shop } from "@/lib/testing/shop";

/*
 * A shop with a loyalty programme, seen from both sides: what customers do here, and what stands over there. The
 * setting and the secrets are real, so that everything between a handler and the programme's server is under test.
 */

type Operation = Exclude<keyof GuardedLoyalty, "name">;
type Interception = (proceed: () => Promise<unknown>, ...args: unknown[]) => Promise<unknown>;

const LOYALTY_KINDS = Object.keys(loyaltyJobs);
const SETTING = "CUSTOMER_LOYALTY_CARD_SERVICE";

/**
 * The shop with this programme, for the tests of the describe that calls it: each finds it well, with a closed breaker.
 *
 * @param deadlines other than those of a shop, where the programme is busy but not ill
 * @param fields that it has declared
 */
export function openLoyaltyShop(name: ProviderName, deadlines?: Deadlines, fields: Deps["fields"] = []) {
  let shop: Shop;
  let programme: OpenProgramme & Partial<RemoteProgramme>;
  let calls: Operation[] = [];
  let interceptions = new Map<Operation, Interception>();

  beforeAll(async () => {
    programme = await PROGRAMMES[name].open();
    Object.assign(process.env, programme.environment);
  });

  beforeEach(async () => {
    const plain = await openShop();
    // What a test before left under way is counted and stopped as that test said.
    const own = { calls: [] as Operation[], interceptions: new Map<Operation, Interception>() };
    ({ calls, interceptions } = own);
    programme.server?.heal();
    const loyalty = interceptCalls(createLoyaltyProgrammes(plain, deadlines), (operation, proceed, args) => {
      own.calls.push(operation);
      const interception = own.interceptions.get(operation);
      return interception ? interception(proceed, ...args) : proceed();
    });
    shop = watchPorts({ ...plain, fields, loyalty });
    setDeps(shop);
    await changeSetting(shop, SETTING, programme.setting);
    await shop.db.job.deleteMany({ where: { kind: { in: LOYALTY_KINDS } } });
    await forgetLimits(shop);
  });

  afterAll(async () => {
    await changeSetting(await openShop(), SETTING, null);
    await programme.close();
  });

  const options = () => ({ key: randomUUID(), signal: AbortSignal.timeout(10_000) });
  return {
    get shop(): Shop {
      return shop;
    },
    /** The programme's server; the embedded one has none. */
    get server(): FaultyServer {
      if (!programme.server) throw new Error("This programme has no server.");
      return programme.server;
    },
    /** How often the shop asked the programme for an operation since the test began. */
    calls: (operation: Operation) => calls.filter((call) => call === operation).length,
    allCalls: () => calls.length,
    /** Does something in place of an operation, until the test ends or it is healed. */
    intercept: (operation: Operation, interception: Interception) => void interceptions.set(operation, interception),
    /** Lets an operation be unavailable, until the test ends or it is healed. */
    fail: (operation: Operation) => void interceptions.set(operation, isDown),
    heal: (operation: Operation) => void interceptions.delete(operation),
    /** Changes the setting, for the rest of the test. */
    configure: (overrides: { is_sync?: boolean; welcome_points?: number }) =>
      changeSetting(shop, SETTING, { ...programme.setting, ...overrides }),
    /** Leaves the shop without a programme, for the rest of the test. */
    closeProgramme: () => changeSetting(shop, SETTING, null),
    /** Somebody joins at the counter, without the shop. @returns the account's number */
    enrol: async (member: LoyaltyMember) => (await programme.provider.create(member, options())).accountNumber,
    addPoints: (accountNumber: string, points: number) => programme.addPoints(accountNumber, points),
    /** Closes the account, without the shop. */
    close: (accountNumber: string) => programme.provider.deactivate(accountNumber, options()),
    account: async (accountNumber: string) => {
      const account = await programme.provider.read(accountNumber, options());
      return account && comparable(account);
    },
    balance: (accountNumber: string) => programme.provider.balance(accountNumber, options()),
    /** The newest movement of the account's points. */
    newestEntry: async (accountNumber: string) =>
      (await programme.provider.ledger?.(accountNumber, { before: null, limit: 1 }, options()))?.entries[0],
    /** The accounts with this address, closed ones too. */
    accountsOf: async (email: string | null) =>
      (await programme.provider.search({ phone: null, email }, options())).map(comparable),
    /** What the programme is still to hear, oldest first. */
    pending: () =>
      shop.db.job.findMany({ where: { kind: { in: LOYALTY_KINDS }, deadAt: null }, orderBy: { id: "asc" } }),
    /** Runs as the worker does what the programme is still to hear, as if it were due. @returns how many jobs were done */
    resume: async () => {
      await makeSyncDue(shop);
      return drainJobs(shop, LOYALTY_KINDS);
    },
  };
}

const isDown = () => Promise.reject(new LoyaltyUnavailableError("planted by the test"));

/** Programmes put blanks into numbers, each in its own way. */
function comparable(account: LoyaltyAccount): LoyaltyAccount {
  return { ...account, phone: account.phone?.replaceAll(" ", "") ?? null };
}

type Interceptor = (operation: Operation, proceed: () => Promise<unknown>, args: unknown[]) => Promise<unknown>;

function interceptCalls(loyalty: Deps["loyalty"], interceptor: Interceptor): Deps["loyalty"] {
  return (setting) => {
    const programme = loyalty(setting);
    const operations = Object.entries(programme).map(([name, value]) => {
      if (typeof value !== "function") return [name, value];
      const call = value as (...args: unknown[]) => Promise<unknown>;
      return [name, (...args: unknown[]) => interceptor(name as Operation, () => call(...args), args)];
    });
    return Object.fromEntries(operations) as GuardedLoyalty;
  };
}

/** Makes every loyalty job due and unclaimed, as if its worker had died an hour ago. */
async function makeSyncDue({ db }: Shop): Promise<void> {
  await db.$executeRawUnsafe(`
    UPDATE job SET claim = NULL, claimed_until = NULL, run_at = run_at - interval '1 hour'
    WHERE kind LIKE 'loyalty.%'`);
}

/** What the document's example submits, with the customer's own number and address. */
export function cardForm({ phone, email }: Pick<CustomerRow, "phone" | "email">, overrides: object = {}) {
  return {
    first_name: "John",
    last_name: "Doe",
    email,
    gender: "male",
    date_of_birth: "1990-12-10",
    phone,
    email_allowed: false,
    sms_allowed: false,
    ...overrides,
  };
}

/** A customer with a verified phone who is signed in. */
export async function newShopper(shop: Shop, overrides: Parameters<typeof createCustomer>[1] = {}) {
  const customer = await createCustomer(shop, { phoneVerifiedAt: new Date(), ...overrides });
  return { customer, client: await as(shop, customer), phone: String(customer.phone) };
}

/** The same with a card. */
export async function newMemberOf(shop: Shop, overrides: Parameters<typeof createCustomer>[1] = {}) {
  const shopper = await newShopper(shop, overrides);
  const { status, body } = await shopper.client.post(addCardOtp, { body: cardForm(shopper.customer) });
  if (status !== 201) throw new Error(`Joining was answered ${status}.`);
  const accountNumber: string = body.card.attributes.account_number;
  return { ...shopper, card: body.card, accountNumber };
}

/** Joins by the code that the number gets. */
export async function joinByCode(shop: Shop, client: Client, form: { phone?: unknown }): Promise<Answer> {
  const { status } = await client.post(addCard, { body: form });
  if (status !== 202) throw new Error(`The question was answered ${status}.`);
  return client.post(addCard, { body: { ...form, code: await newestCode(shop, String(form.phone)) } });
}

/** A member of the programme who may or may not be this customer. */
export function memberLike(
  { phone, email }: Pick<CustomerRow, "phone" | "email">,
  overrides: Partial<LoyaltyMember> = {},
): LoyaltyMember {
  const unknown = { gender: null, dateOfBirth: null, emailAllowed: null, smsAllowed: null, callAllowed: null };
  return { firstName: "Johnny", lastName: "Counter", phone, email, ...unknown, ...overrides };
}
