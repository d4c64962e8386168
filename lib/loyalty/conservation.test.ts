import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type LoyaltyAccount, LoyaltyUnavailableError, PROVIDER_NAMES } from "@/lib/adapters/loyalty-provider/port";
import type { CustomerActor } from "@/lib/auth/rules";
import { canonicalPhone } from "@/lib/contact/phone-rules";
import { getCustomer } from "@/lib/customers/store";
import { proveAccount } from "@/lib/loyalty/account-proof-service";
import { queueContactSync } from "@/lib/loyalty/contact-sync-service";
import { joinWithVerifiedPhone, updateLoyaltyCard } from "@/lib/loyalty/membership-service";
import type { LoyaltyForm } from "@/lib/loyalty/schema";
import { leaveLoyalty, linkExistingAccount } from "@/lib/loyalty/service";
import { readCard } from "@/lib/loyalty/store";
import { AppError, FieldErrors } from "@/lib/platform/errors";
import { creditPoints, debitPoints, reverseEntry } from "@/lib/points/ledger-service";
import { actorOf, TEST_CONTEXT } from "@/lib/testing/challenges";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { memberLike, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { eventually } from "@/lib/testing/mailbox";
import { uniqueEmail } from "@/lib/testing/registrations";

/*
 * Whatever somebody does with their membership, in whatever order, and whatever fails meanwhile: no point is lost or
 * made, they have one open account at most, and in the end card, programme and profile agree. Their number may stand at
 * an account with another address, too, which becomes theirs when they prove it and else stays as it is.
 * LOYALTY_SEQUENCES says how many sequences are tried with each programme, LOYALTY_SEED which.
 */

const SEQUENCES = Number(process.env.LOYALTY_SEQUENCES ?? 80);
const SEED = Number(process.env.LOYALTY_SEED ?? Date.now() % 2 ** 31);
const OPERATIONS = ["search", "create", "read", "update", "deactivate", "reopen"] as const;
type Operation = (typeof OPERATIONS)[number];

/** A call that comes to nothing, or whose answer is lost; null for none. */
const crashOf = (...operations: Operation[]) =>
  fc.option(fc.record({ operation: fc.constantFrom(...operations), isHeard: fc.boolean() }));
type Crash = { operation: Operation; isHeard: boolean } | null;

const points = fc.integer({ min: 1, max: 90 });
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant("join" as const), crash: crashOf("search", "create", "read", "reopen") }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant("leave" as const), crash: crashOf("deactivate") }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("link" as const), crash: crashOf("search", "read") }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant("prove" as const),
      isTheirs: fc.boolean(),
      crash: crashOf("search", "read", "create", "update"),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant("change" as const),
      what: fc.constantFrom("name", "phone", "email"),
      crash: crashOf("read", "update"),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("credit" as const), points }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("debit" as const), points }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("reverse" as const), which: fc.nat(5), part: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("retry" as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** What the programme has of the person before they come: their account, or one with their number and another address. */
const BEGINNINGS = ["nothing", "theirs", "disputed"] as const;
type Beginning = (typeof BEGINNINGS)[number];
const BIRTH_DATE = "1990-12-10";
const DISPUTED_POINTS = 500;

describe.each(PROVIDER_NAMES)("with the %s programme", (provider) => {
  const loyalty = openLoyaltyShop(provider);

  /** One customer, and what the programme must come to. */
  async function newPerson(beginning: Beginning) {
    const { shop } = loyalty;
    const { db } = shop;
    const customer = await createCustomer(shop, { phoneVerifiedAt: new Date() });
    const { id } = customer;
    const session = await actorOf(shop, customer);
    const emails = [String(customer.email)];
    const changes: { reference: string; points: number }[] = [];
    const wasEnrolled = beginning === "theirs";
    let points = 0;
    let hasAsked = wasEnrolled;
    let hasProved = false;
    if (wasEnrolled) await loyalty.enrol(memberLike(customer));
    const disputed = beginning === "disputed" ? await enrolSomebody(customer) : null;

    const actor = async (): Promise<CustomerActor> => ({ ...session, customer: await getCustomer(db, id) });
    const accounts = async (): Promise<LoyaltyAccount[]> => {
      const found = (await Promise.all(emails.map((email) => loyalty.accountsOf(email)))).flat();
      const proved = hasProved ? await loyalty.account(String(disputed)) : null;
      const all = proved ? [...found, proved] : found;
      return [...new Map(all.map((account) => [account.accountNumber, account])).values()];
    };
    const form = async (overrides: Partial<LoyaltyForm> = {}): Promise<LoyaltyForm> => {
      const { firstName, lastName, phone, email } = await getCustomer(db, id);
      const consents = { email: undefined, sms: undefined, call: undefined };
      const rest = { gender: "male", dateOfBirth: BIRTH_DATE, consents } as const;
      return { firstName, lastName, phone: String(phone), email: String(email), ...rest, ...overrides };
    };
    const changeProfile = (columns: object, changed: ("phone" | "email")[]) =>
      db.$transaction(async (transaction) => {
        await transaction.customer.update({ where: { id }, data: columns });
        await queueContactSync(transaction, id, changed);
      });

    /** Of the account with the card, as an order system would; a refusal changes nothing. */
    const movePoints = async (move: (accountNumber: string) => Promise<number>) => {
      const card = await readCard(db, id);
      if (card) points += await move(card.accountNumber).catch(asNothing);
    };
    const entryOf = async (change: Promise<{ entry: { reference: string; points: number } }>) => {
      const { entry } = await change;
      changes.push(entry);
      return entry.points;
    };
    const isOurs = provider === "embedded";
    const note = () => ({ reference: randomUUID(), description: "" });

    const does = {
      join: async () => {
        hasAsked = true;
        await joinWithVerifiedPhone(shop, await actor(), { form: await form() }, TEST_CONTEXT);
      },
      leave: async () => leaveLoyalty(shop, await actor(), TEST_CONTEXT),
      link: async () => {
        const { email } = await getCustomer(db, id);
        await linkExistingAccount(shop, await actor(), { email: String(email) }, TEST_CONTEXT);
      },
      prove: async ({ isTheirs }: { isTheirs: boolean }) => {
        const proof = isTheirs
          ? ({ way: "birth_date", date_of_birth: BIRTH_DATE } as const)
          : { way: "not_mine" as const };
        await proveAccount(shop, await actor(), proof, TEST_CONTEXT);
      },
      change: async ({ what }: { what: string }) => {
        // Before they are known there, another number or address would make them somebody else.
        if (!hasAsked || (wasEnrolled && !(await readCard(db, id)))) return;
        const [phone, email] = [uniquePhone(), uniqueEmail()];
        if (what === "phone") return changeProfile({ phone, phoneCanonical: phone }, ["phone"]);
        if (what === "email") {
          emails.push(email);
          return changeProfile({ email, emailCanonical: email, verifiedEmail: email }, ["email"]);
        }
        const input = { form: await form({ lastName: "Smith" }), source: "test", submission: {} };
        await updateLoyaltyCard(shop, await actor(), input, TEST_CONTEXT);
      },
      credit: ({ points: count }: { points: number }) =>
        movePoints(async (account) => {
          if (isOurs) return entryOf(creditPoints(shop, account, { ...note(), points: count }));
          await loyalty.addPoints(account, count);
          return count;
        }),
      debit: ({ points: count }: { points: number }) =>
        movePoints(async (account) => (isOurs ? entryOf(debitPoints(shop, account, { ...note(), points: count })) : 0)),
      reverse: ({ which, part }: { which: number; part: boolean }) =>
        movePoints(async (account) => {
          const change = changes[which % changes.length];
          if (!change || !isOurs) return 0;
          const reversal = { ...note(), reverses: change.reference, points: part ? 1 : undefined };
          return entryOf(reverseEntry(shop, account, reversal));
        }),
      retry: async () => void (await loyalty.resume()),
    };
    const noteProof = async () => {
      const card = await readCard(db, id);
      if (hasProved || card === null || card.accountNumber !== disputed) return;
      hasProved = true;
      points += DISPUTED_POINTS;
    };
    const crash = ({ operation, isHeard }: NonNullable<Crash>) =>
      loyalty.intercept(operation, async (proceed) => {
        loyalty.heal(operation);
        if (isHeard) await proceed();
        throw new LoyaltyUnavailableError("planted by the test");
      });
    return {
      take: async (one: Step) => {
        if ("crash" in one && one.crash) crash(one.crash);
        await does[one.does](one as never).finally(noteProof);
      },
      /** Once nothing fails any more and the programme has heard all. */
      expectAgreement: async () => {
        for (const operation of OPERATIONS) loyalty.heal(operation);
        for (let time = 0; time < 5 && (await loyalty.pending()).length > 0; time++) await loyalty.resume();
        await noteProof();
        // A join may still wait for their word about somebody's account.
        const waiting = (await loyalty.pending()).map(({ payload }) => (payload as { disputed?: string }).disputed);
        expect(waiting).toEqual(waiting.length > 0 && !hasProved ? [disputed] : []);
        if (disputed && !hasProved) {
          expect(await loyalty.account(disputed)).toMatchObject({ isActive: true });
          expect(await loyalty.balance(disputed)).toMatchObject({ points: DISPUTED_POINTS });
        }
        const all = await accounts();
        const balances = await Promise.all(all.map(({ accountNumber }) => loyalty.balance(accountNumber)));
        const sums = balances.map((one) => one.points - (one.owedPoints ?? 0));
        expect(sums.reduce((total, sum) => total + sum, 0)).toBe(points);
        const newest = await Promise.all(all.map(({ accountNumber }) => loyalty.newestEntry(accountNumber)));
        expect(newest.map((entry) => entry?.balance ?? 0)).toEqual(sums);
        const card = await readCard(db, id);
        const open = all.filter(({ isActive }) => isActive);
        if (!card) return expect(open.length).toBeLessThanOrEqual(wasEnrolled ? 1 : 0);
        const { phone, email } = await getCustomer(db, id);
        expect(open).toMatchObject([{ accountNumber: card.accountNumber, phone, email }]);
        expect(canonicalPhone(card.number, "TR")).toBe(phone);
        expect(all).toHaveLength(1);
      },
    };
  }

  /** Somebody at the counter, who gave this number and an address of their own. */
  async function enrolSomebody({ phone }: { phone: string | null }): Promise<string> {
    const somebody = memberLike({ phone, email: uniqueEmail() }, { dateOfBirth: BIRTH_DATE });
    const accountNumber = await loyalty.enrol(somebody);
    await loyalty.addPoints(accountNumber, DISPUTED_POINTS);
    return accountNumber;
  }

  const asNothing = (error: unknown) => {
    if (error instanceof AppError || error instanceof FieldErrors) return 0;
    throw error;
  };

  test("who comes back with another number and address has the account that they left", async () => {
    const person = await newPerson("nothing");
    const steps: Step[] = [
      { does: "join", crash: null },
      { does: "credit", points: 50 },
      { does: "leave", crash: null },
      { does: "change", what: "phone", crash: null },
      { does: "change", what: "email", crash: null },
      { does: "join", crash: null },
    ];
    for (const one of steps) {
      // An account that is being closed at the moment is nobody's.
      await eventually(async () => expect(await loyalty.pending()).toEqual([]));
      await person.take(one);
    }
    await person.expectAgreement();
  });

  test(
    "points are conserved, there is one open account, and all agree in the end",
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...BEGINNINGS),
          fc.array(step, { minLength: 4, maxLength: 12 }),
          async (beginning, steps) => {
            await loyalty.shop.db.job.deleteMany({});
            const person = await newPerson(beginning);
            for (const one of steps) {
              await person.take(one).catch((error: unknown) => {
                // A refusal, or that it is to be tried again.
                if (!(error instanceof AppError)) throw error;
              });
            }
            await person.expectAgreement();
          },
        ),
        { numRuns: SEQUENCES, seed: SEED },
      );
      if (process.env.LOYALTY_SEQUENCES) console.info(`${provider}: ${SEQUENCES} sequences of seed ${SEED}`);
    },
    SEQUENCES * 5000,
  );
});
