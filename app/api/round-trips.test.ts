import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import * as consents from "@/app/api/users/consents/route";
import * as login from "@/app/api/users/login/route";
import * as otpLogin from "@/app/api/users/otp-login/route";
import * as profile from "@/app/api/users/profile/route";
import * as registration from "@/app/api/users/registration/route";
import * as segments from "@/app/api/users/segments/route";
import { createLimits } from "@/lib/platform/limits";
import { newBrowser } from "@/lib/testing/browser";
import { type Answer, as, type Client, guest } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { memorySms } from "@/lib/testing/memory-sms";
import { isPlannedOnce, openRecordedDatabase, type RecordedDatabase } from "@/lib/testing/recorded-database";
import { newRegistration } from "@/lib/testing/registrations";
import { onPostgres, openShop, type Shop, serveWith } from "@/lib/testing/shop";

/* How often an operation goes to the database and back, which is what it costs where that is not beside it. */

/** Settings, which are remembered for two seconds and then read again, and looks for what is to be done later. */
const BESIDE = /"setting"|^\s*UPDATE job SET claim/;

describe.runIf(onPostgres())("round trips to the database", () => {
  let database: RecordedDatabase;
  let shop: Shop;
  const sms = memorySms();

  beforeAll(async () => {
    database = await openRecordedDatabase();
    const { db } = database;
    const plain = await openShop();
    // What happens later is counted for nobody.
    shop = { ...plain, db, limits: createLimits(db, plain.env), sms, jobs: {} };
  });
  afterAll(() => database?.close());

  const lastCode = () => sms.sent.at(-1)?.code ?? "";
  const member = async () => as(shop, await createCustomer(shop));
  const asking = async () => {
    const { phone } = await createCustomer(shop, { phoneVerifiedAt: new Date() });
    return { browser: newBrowser(), body: { phone } };
  };

  const answering = async ({ browser, body }: Awaited<ReturnType<typeof asking>>) => {
    await browser.post(otpLogin, { body });
    return () => browser.post(otpLogin, { body: { ...body, code: lastCode() } });
  };

  /** Makes everything ready. @returns what is counted */
  type Prepare = () => Promise<() => Promise<Answer>>;
  const reading =
    (endpoint: Parameters<Client["get"]>[0]): Prepare =>
    async () => {
      const client = await member();
      return () => client.get(endpoint);
    };
  const changing =
    (body: Record<string, unknown>): Prepare =>
    async () => {
      const client = await member();
      return () => client.patch(profile, { body });
    };

  const OPERATIONS: [name: string, prepare: Prepare, roundTrips: number][] = [
    ["a profile", reading(profile), 1],
    ["segments", reading(segments), 2],
    ["consents", reading(consents), 2],
    ["a card", reading(loyaltyCard), 2],
    ["a change of a name", changing({ first_name: "Jo" }), 2],
    ["a change of a consent", changing({ email_allowed: true }), 8],
    [
      "a sign-in by password",
      async () => {
        const { email } = await createCustomer(shop);
        return () => guest().post(login, { body: { email, password: TEST_PASSWORD } });
      },
      11,
    ],
    [
      "a sign-in by password on a known device",
      async () => {
        const { email } = await createCustomer(shop);
        const signIn = () => guest().post(login, { body: { email, password: TEST_PASSWORD } });
        await signIn();
        return signIn;
      },
      5,
    ],
    [
      "a code",
      async () => {
        const { browser, body } = await asking();
        return () => browser.post(otpLogin, { body });
      },
      5,
    ],
    ["a sign-in by a code", async () => answering(await asking()), 15],
    [
      "a sign-in by a code on a known device",
      async () => {
        const { body } = await asking();
        await (await answering({ browser: newBrowser(), body }))();
        return answering({ browser: newBrowser(), body });
      },
      8,
    ],
    [
      "a registration",
      async () => {
        const [browser, body] = [newBrowser(), newRegistration()];
        await browser.post(registration, { body });
        return () => browser.post(registration, { body: { ...body, code: lastCode() } });
      },
      26,
    ],
  ];

  /** The statements of an operation. */
  async function sentBy(prepare: Prepare): Promise<string[]> {
    return serveWith(await openShop(), shop, async () => {
      // What a process asks once, such as its settings, is known by then.
      await (await prepare())();
      const operation = await prepare();
      database.sent.length = 0;
      const answer = await operation();
      const statements = database.sent.filter((statement) => !BESIDE.test(statement));
      expect(answer.status).toBeLessThan(300);
      return statements;
    });
  }

  test.each(OPERATIONS)("%s takes so many", async (_name, prepare, roundTrips) => {
    const sent = await sentBy(prepare);
    expect(sent, sent.join("\n\n")).toHaveLength(roundTrips);
  });

  /** Of those that are one statement after another, outside of transactions. */
  const USUAL = OPERATIONS.filter(([name]) => /profile|of a name|on a known device|^a code$/.test(name));

  test.each(USUAL)("%s is planned once per connection, not each time", async (_name, prepare) => {
    for (const text of await sentBy(prepare)) {
      const values = database.statements.get(text) ?? [];
      expect(await isPlannedOnce(database.client, [text, values]), text).toBe(true);
    }
  });
});
