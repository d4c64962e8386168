import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as ledger from "@/app/api/loyalty-card/ledger/route";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import * as tokenCode from "@/app/api/shop/customers/auth/otp/signin/route";
import * as activity from "@/app/api/users/activity/route";
import * as consents from "@/app/api/users/consents/route";
import * as login from "@/app/api/users/login/route";
import * as profile from "@/app/api/users/profile/route";
import * as segments from "@/app/api/users/segments/route";
import * as sessions from "@/app/api/users/sessions/route";
import { devMailboxMail } from "@/lib/adapters/mail/dev-mailbox";
import { devMailboxSms } from "@/lib/adapters/sms/dev-mailbox";
import { createLoyaltyProgrammes } from "@/lib/deps";
import { drainJobs, scheduleRecurringJobs } from "@/lib/platform/jobs/service";
import { claimDueJob, findDueKinds } from "@/lib/platform/jobs/store";
import { createLimits } from "@/lib/platform/limits";
import { changeSetting } from "@/lib/settings/service";
import type { Client } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD, uniquePhone } from "@/lib/testing/customers";
import { BODIES, callerOf, everyEndpoint, methodsOf, sendTo } from "@/lib/testing/endpoints";
import { newMemberOf } from "@/lib/testing/loyalty-shop";
import { newestCode } from "@/lib/testing/mailbox";
import { manyCustomers } from "@/lib/testing/many-customers";
import { explain, openRecordedDatabase, type RecordedDatabase } from "@/lib/testing/recorded-database";
import { onPostgres, openShop, type Shop, serveWith } from "@/lib/testing/shop";
import { findPassByToken, readPassesOfPhone, readPushTokens } from "@/lib/wallet/store";
import { recurringJobs } from "@/server/jobs";

/*
 * The shape of every plan in a shop of ten million customers: a sample of its rows, with statistics that say how many
 * there are. What the product asks is recorded while it answers, so that what is yet to be written is under the rule.
 */

const CUSTOMERS = 10_000_000;
const SAMPLE = 4000;

/** Written by the shop's staff, by migrations, or in demos alone. */
const STAYS_SMALL = new Set([
  "price_list",
  "segment",
  "setting",
  "webhook_endpoint",
  "admin_key",
  "_prisma_migrations",
  "dev_message",
]);

const MODES = ["force_custom_plan", "force_generic_plan"] as const;

describe.runIf(onPostgres())("with ten million customers", () => {
  let database: RecordedDatabase;
  let shop: Shop;

  beforeAll(async () => {
    database = await openRecordedDatabase();
    const { client, db } = database;
    const { rows } = await client.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
    const growing = rows.map(({ tablename }) => tablename).filter((name) => !STAYS_SMALL.has(name));
    for (const table of growing) await client.query(`ALTER TABLE ${table} SET (autovacuum_enabled = false)`);
    for (const statement of manyCustomers(SAMPLE)) await client.query(statement);
    await client.query("ANALYZE");
    await client.query("UPDATE pg_class SET reltuples = reltuples * $1 WHERE relname = ANY($2) AND relkind = 'r'", [
      CUSTOMERS / SAMPLE,
      growing,
    ]);
    const plain = await openShop();
    const loyalty = createLoyaltyProgrammes({ ...plain, db });
    const limits = createLimits(db, plain.env);
    shop = { ...plain, db, limits, sms: devMailboxSms(db, plain.now), mail: devMailboxMail(db), loyalty };
    const embedded = { provider: "embedded", is_sync: true } as const;
    await serveWith(plain, shop, () => changeSetting(shop, "CUSTOMER_LOYALTY_CARD_SERVICE", embedded));
  }, 120_000);
  afterAll(() => database?.close());

  /** What was asked for the first time while something was done. */
  async function recorded(work: () => Promise<unknown>): Promise<[string, readonly unknown[]][]> {
    database.statements.clear();
    await serveWith(await openShop(), shop, work);
    return [...database.statements];
  }

  /** The tables that are gone through, each with the statement that does. */
  async function wholeReads(statements: [string, readonly unknown[]][]): Promise<string[]> {
    const found: string[] = [];
    for (const statement of statements) {
      for (const mode of MODES) {
        const { whole } = await explain(database.client, statement, mode);
        for (const table of whole) if (!STAYS_SMALL.has(table)) found.push(`${table} (${mode}): ${statement[0]}`);
      }
    }
    return found;
  }

  test("no operation of the API goes through a table that grows", async () => {
    const statements = await recorded(async () => {
      for (const { name, module } of await everyEndpoint()) {
        for (const method of methodsOf(module)) {
          const { by, good } = BODIES[name] ?? { by: "member" as const, good: undefined };
          const call = method === "GET" || method === "HEAD" ? {} : { body: good?.() };
          await sendTo(module, method, await callerOf(shop, by), call);
        }
      }
    });
    expect(statements.length).toBeGreaterThan(80);
    expect(await wholeReads(statements)).toEqual([]);
  });

  test("nor does what runs by the clock, or later", async () => {
    const statements = await recorded(async () => {
      const deps = { ...shop, jobs: { ...shop.jobs, ...recurringJobs } };
      await createCustomer(shop, { deletionDueAt: new Date(0) });
      await scheduleRecurringJobs(deps);
      await drainJobs(deps, Object.keys(recurringJobs));
      await drainJobs(deps);
    });
    expect(await wholeReads(statements)).toEqual([]);
  });

  const asMember = async (work: (client: Client) => Promise<unknown>) => work((await newMemberOf(shop)).client);
  const expectOk = async (answer: Promise<{ status: number }>) => expect((await answer).status).toBeLessThan(300);

  /** What shoppers do all day, and the indexes that it goes by. */
  const HOT: [name: string, run: () => Promise<unknown>, indexes: string[]][] = [
    [
      "the profile",
      () => asMember((client) => expectOk(client.get(profile))),
      ["session_token_hash_key", "customer_pkey"],
    ],
    [
      "a change of the profile",
      () => asMember((client) => expectOk(client.patch(profile, { body: { first_name: "Jo" } }))),
      ["customer_pkey", "loyalty_card_customer_id_key", "job_kind_key_key"],
    ],
    ["segments", () => asMember((client) => expectOk(client.get(segments))), ["segment_membership_pkey"]],
    ["consents", () => asMember((client) => expectOk(client.get(consents))), ["consent_event_customer_id_id_idx"]],
    ["the activity log", () => asMember((client) => expectOk(client.get(activity))), ["activity_customer_id_id_idx"]],
    ["devices", () => asMember((client) => expectOk(client.get(sessions))), ["session_customer_id_idx"]],
    [
      "the loyalty card",
      () => asMember((client) => expectOk(client.get(loyaltyCard))),
      ["loyalty_card_customer_id_key", "loyalty_member_account_number_key"],
    ],
    [
      "a page of the ledger",
      () => asMember((client) => expectOk(client.get(ledger))),
      ["loyalty_entry_member_id_id_idx", "loyalty_entry_member_id_remaining_idx"],
    ],
    [
      "a code for a new number, and its answer",
      () =>
        asMember(async (client) => {
          const phone = uniquePhone();
          await client.patch(profile, { body: { phone } });
          await expectOk(client.patch(profile, { body: { phone, code: await newestCode(shop, phone) } }));
        }),
      ["verification_holder_purpose_key", "verification_pkey", "rate_limit_pkey", "customer_phone_canonical_key"],
    ],
    [
      "a sign-in by password",
      async () => {
        const { email } = await createCustomer(shop);
        const body = { email, password: TEST_PASSWORD };
        await expectOk((await callerOf(shop, "guest")).post(login, { body }));
      },
      ["customer_email_canonical_idx", "customer_pkey", "rate_limit_pkey"],
    ],
    [
      "a sign-in by a code",
      async () => {
        const { phone } = await createCustomer(shop, { phoneVerifiedAt: new Date() });
        await (await callerOf(shop, "guest")).post(tokenCode, { body: { mobile_number: phone } });
      },
      ["customer_phone_canonical_key", "rate_limit_pkey"],
    ],
    [
      "a look for work, and a claim",
      async () => {
        await findDueKinds(shop.db, Object.keys(shop.jobs));
        await claimDueJob(shop.db, "notification.send");
      },
      ["job_open_idx", "job_pkey"],
    ],
    [
      "what phones ask of their passes",
      async () => {
        await findPassByToken(shop.db, randomUUID(), "none");
        await readPassesOfPhone(shop.db, "none");
        await readPushTokens(shop.db, 1n);
      },
      ["wallet_pass_serial_key", "wallet_phone_pkey", "wallet_phone_pass_id_idx"],
    ],
  ];

  test.each(HOT)("%s goes by index", async (_name, run, indexes) => {
    const statements = await recorded(run);
    expect(await wholeReads(statements)).toEqual([]);
    for (const mode of MODES) {
      const used: string[] = [];
      for (const statement of statements) used.push(...(await explain(database.client, statement, mode)).indexes);
      expect(used).toEqual(expect.arrayContaining(indexes));
    }
  });

  test("every reference to a row has an index, so that the row can go", async () => {
    const { rows } = await database.client.query(`
      SELECT conrelid::regclass || '.' || attname AS reference FROM pg_constraint
      JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
      WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND NOT EXISTS (
        SELECT 1 FROM pg_index WHERE indrelid = conrelid AND indkey[0] = conkey[1] AND indpred IS NULL
      )`);
    expect(rows).toEqual([]);
  });

  test("a plan that goes through a table is noticed", async () => {
    const { client } = database;
    for (const sql of ["SELECT 1 FROM session WHERE ip = $1", "SELECT id FROM activity ORDER BY id LIMIT $1"]) {
      expect((await explain(client, [sql, ["1"]], "force_custom_plan")).whole).toHaveLength(1);
    }
  });
});
