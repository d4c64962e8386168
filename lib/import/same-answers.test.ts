import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as ledger from "@/app/api/loyalty-card/ledger/route";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import * as customersMe from "@/app/api/shop/customers/me/route";
import * as consents from "@/app/api/users/consents/route";
import * as profile from "@/app/api/users/profile/route";
import * as profileWithLoyalty from "@/app/api/users/profile-with-loyalty/route";
import * as registrationWithLoyalty from "@/app/api/users/register-with-loyalty/route";
import * as registration from "@/app/api/users/registration/route";
import * as segmentSet from "@/app/api/users/segments/[id]/set/route";
import * as segments from "@/app/api/users/segments/route";
import * as user from "@/app/api/users/user/route";
import { COMMAND_LINE } from "@/lib/back-office/rules";
import { importCustomers, type SourceRow } from "@/lib/import/service";
import { creditPoints } from "@/lib/points/ledger-service";
import { changeMembership } from "@/lib/segments/admin-service";
import { changeSetting } from "@/lib/settings/service";
import { forgetLimits } from "@/lib/testing/challenges";
import { as, type Client } from "@/lib/testing/client";
import { uniquePhone } from "@/lib/testing/customers";
import { newRegistration, registered, uniqueEmail } from "@/lib/testing/registrations";
import { createSegment } from "@/lib/testing/segments";
import { openShop, type Shop } from "@/lib/testing/shop";

/*
 * What the API answers does not depend on who wrote the rows: somebody registers, answers, gets segments, and their double,
 * whose row says the same, is imported. Every GET answers alike for both.
 */

const READS = { profile, profileWithLoyalty, user, currentUser, customersMe, segments, consents, loyaltyCard, ledger };

let shop: Shop;
let available: { id: number }[];
beforeAll(async () => {
  shop = await openShop();
  await changeSetting(shop, "CUSTOMER_LOYALTY_CARD_SERVICE", {
    provider: "embedded",
    is_sync: true,
    welcome_points: 0,
  });
  available = [await createSegment(shop), await createSegment(shop, { priority: 3 }), await createSegment(shop)];
});

const answer = fc.constantFrom(true, false, null);
const name = fc.constantFrom("Jane", "Şükrü İlgi", "محمد", "O’Brien-Łukasz", "Анна");
const shopper = fc.record({
  first_name: name,
  last_name: name,
  gender: fc.constantFrom("female", "male", "none"),
  date_of_birth: fc.constantFrom("1990-01-01", "1900-01-01", ""),
  language_code: fc.constantFrom("en", "tr-tr", "ar-sa", "de"),
  email_allowed: answer,
  sms_allowed: answer,
  call_allowed: answer,
  attributes: fc.constantFrom({}, { shoe_size: 42, colours: ["red", "blue"], vip: true, note: "ölü" }),
  changes: fc.array(fc.record({ field: fc.constantFrom("sms_allowed", "email_allowed"), value: fc.boolean() }), {
    maxLength: 3,
  }),
  segments: fc.subarray([0, 1, 2]),
  isSwitched: fc.boolean(),
  points: fc.constantFrom(null, null, 0, 120),
});
type Shopper = typeof shopper extends fc.Arbitrary<infer Value> ? Value : never;

/** Somebody who did everything by the API. */
async function register({ changes, segments: chosen, isSwitched, points, ...form }: Shopper): Promise<Client> {
  await forgetLimits(shop);
  // A card needs a birth date.
  const card = points !== null && { add_loyalty: true, date_of_birth: form.date_of_birth || "1990-01-01" };
  const body = newRegistration({ ...form, ...card });
  const { answer: made } = await registered(shop, points === null ? registration : registrationWithLoyalty, body);
  expect(made.status).toBe(201);
  const { id } = await shop.db.customer.findFirstOrThrow({ where: { email: body.email }, select: { id: true } });
  const own = await as(shop, { id });
  for (const { field, value } of changes) await own.patch(profile, { body: { [field]: value } });
  const ids = chosen.map((index) => available[index]?.id ?? 0);
  for (const segmentId of ids) {
    await changeMembership(shop, COMMAND_LINE, { customerId: id, segmentId, isAssigned: true });
  }
  const [first] = ids;
  if (isSwitched && first) await own.post(segmentSet, { params: { id: String(first) } });
  if (points) {
    const { accountNumber } = await shop.db.loyaltyCard.findUniqueOrThrow({ where: { customerId: id } });
    await creditPoints(shop, accountNumber, { points, reference: accountNumber, description: "" });
    await shop.db.loyaltyCard.update({ where: { customerId: id }, data: { pointsAt: null } });
  }
  return own;
}

/** Imports whoever is like them but for how they are reached. */
async function importDouble(original: Client, points: number | null): Promise<Client> {
  const read = async (endpoint: keyof typeof READS) => (await original.get(READS[endpoint])).body;
  const { id: _id, genders: _genders, avatar: _avatar, ...known } = await read("profile");
  const { last_login } = await read("currentUser");
  const { receipts } = await read("consents");
  const { card } = await read("loyaltyCard");
  const assigned: { pk: number; is_active: boolean }[] = await read("segments");
  const active = assigned.find((segment) => segment.is_active);
  const email = uniqueEmail();
  const row = {
    ...known,
    external_id: randomBytes(6).toString("hex"),
    email,
    phone: uniquePhone(),
    phone_verified: true,
    last_login,
    consents: receipts.toReversed().map((receipt: Record<string, unknown>) => ({
      channel: receipt.channel,
      value: receipt.new_value,
      at: receipt.at,
      wording: receipt.wording_version,
      source: receipt.source,
      ip: receipt.ip,
    })),
    segments: assigned.map(({ pk }) => pk),
    active_segment: active?.pk ?? null,
    ...(points !== null && {
      loyalty_account: randomBytes(6).toString("hex"),
      loyalty_points: points,
      loyalty_joined: card.created_date,
    }),
  };
  async function* rows(): AsyncGenerator<SourceRow> {
    yield { row: 1, values: row };
  }
  const report = async (lines: unknown) => expect(lines).toMatchObject([{ outcome: "imported" }]);
  await importCustomers(shop, rows(), { source: "test", isDryRun: false, isTold: true, report });
  return as(shop, await shop.db.customer.findFirstOrThrow({ where: { email }, select: { id: true } }));
}

/** Each one's own: who they are, how they are reached, when they signed in last and when their row was written. */
const OWN = new Set(["id", "pk", "hashed_email", "username", "last_login", "modified_date", "account_number"]);

/** @param isLedgerTold what was earned here has come to one entry there */
async function answersOf(client: Client, isLedgerTold: boolean): Promise<unknown> {
  const answers: Record<string, unknown> = {};
  for (const [place, endpoint] of Object.entries(READS)) {
    const { status, body } = await client.get(endpoint);
    if (place !== "ledger" || isLedgerTold) answers[place] = { status, body };
  }
  const { email, phone } = (answers.profile as { body: { email: string; phone: string } }).body;
  const own = JSON.stringify(answers, (key, value) => (OWN.has(key) && typeof value !== "object" ? key : value));
  return JSON.parse(own.replaceAll(email, "email").replaceAll(phone, "phone"));
}

describe("whoever moves in", () => {
  test("is answered as somebody who registered and did the same", { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(shopper, async (given) => {
        const original = await register(given);
        const double = await importDouble(original, given.points);
        const isLedgerTold = !given.points;
        expect(await answersOf(double, isLedgerTold)).toEqual(await answersOf(original, isLedgerTold));
      }),
      { numRuns: Number(process.env.IMPORT_RUNS ?? 12) },
    );
  });
});
