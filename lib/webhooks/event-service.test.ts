import { describe, expect, test } from "vitest";
import * as deleteCard from "@/app/api/loyalty-card/delete_loyalty/route";
import * as linkCard from "@/app/api/loyalty-card/search_exists_create/route";
import * as signUp from "@/app/api/shop/customers/auth/pwd/signup/route";
import * as me from "@/app/api/shop/customers/me/route";
import * as deletion from "@/app/api/users/deletion/route";
import * as emailChange from "@/app/api/users/email-change/route";
import * as profile from "@/app/api/users/profile/route";
import * as registration from "@/app/api/users/registration/route";
import * as setSegment from "@/app/api/users/segments/[id]/set/route";
import { COMMAND_LINE } from "@/lib/back-office/rules";
import { confirmEmail } from "@/lib/credentials/email-service";
import { creditPoints, debitPoints } from "@/lib/points/ledger-service";
import { changeMembership } from "@/lib/segments/admin-service";
import { TEST_CONTEXT } from "@/lib/testing/challenges";
import { as, clientWith } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD, uniquePhone } from "@/lib/testing/customers";
import { deleteDueAccounts } from "@/lib/testing/deletions";
import { memberLike, newMemberOf, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { keyIn, mailTo, newestCode } from "@/lib/testing/mailbox";
import { newRegistration, registered, uniqueEmail } from "@/lib/testing/registrations";
import { createSegment } from "@/lib/testing/segments";
import { daysLater } from "@/lib/testing/shop";
import { EVENTS, type EventType } from "@/lib/webhooks/event-schema";

/* Who changes something of a customer tells other systems, whichever way they do it. */

const loyalty = openLoyaltyShop("embedded");

/** The events of a customer since the test began, each by its schema. */
async function eventsOf({ id: customerId }: { id: number }): Promise<[string, object][]> {
  const rows = await loyalty.shop.db.webhookEvent.findMany({ where: { customerId }, orderBy: { id: "asc" } });
  return rows.map(({ type, data }) => {
    const { customer_id, ...rest } = EVENTS[type as EventType].strict().parse(data);
    expect(customer_id).toBe(customerId);
    return [type, rest];
  });
}

const idOf = async (emailCanonical: string) =>
  (await loyalty.shop.db.customer.findFirstOrThrow({ where: { emailCanonical }, select: { id: true } })).id;

const consent = (channel: string, source: string, old_value: boolean | null = null) => ({
  channel,
  old_value,
  wording_version: loyalty.shop.env.CONSENT_WORDING_VERSION,
  source,
});

describe("an account", () => {
  test("that is registered is created, its number proved, its consents given or refused", async () => {
    const body = newRegistration();
    await registered(loyalty.shop, registration, body);
    expect(await eventsOf({ id: await idOf(body.email) })).toEqual([
      ["customer.created", {}],
      ["customer.contact_proved", { contact: "phone" }],
      ["consent.given", consent("email", "registration")],
      ["consent.given", consent("sms", "registration")],
      ["consent.withdrawn", consent("call", "registration")],
    ]);
  });

  test("that is signed up by a client is created, once", async () => {
    const username = uniqueEmail();
    const body = { username, password: "tangerine bicycle" };
    for (const status of [201, 400]) expect((await clientWith({}).post(signUp, { body })).status).toBe(status);
    const row = await loyalty.shop.db.customer.findUniqueOrThrow({ where: { username }, select: { id: true } });
    expect(await eventsOf(row)).toEqual([["customer.created", {}]]);
  });

  test("whose deletion is asked for, withdrawn, asked for again and due", async () => {
    const customer = await createCustomer(loyalty.shop);
    const ask = async () => (await as(loyalty.shop, customer)).post(deletion, { body: { password: TEST_PASSWORD } });
    await ask();
    await (await as(loyalty.shop, customer)).delete(deletion);
    await ask();
    await daysLater(loyalty.shop, 15, deleteDueAccounts);
    const asked = ["customer.deletion_asked", { due_at: expect.any(String) }];
    const withdrawn = ["customer.deletion_withdrawn", {}];
    expect(await eventsOf(customer)).toEqual([asked, withdrawn, asked, ["customer.deleted", {}]]);
  });
});

describe("a profile", () => {
  test("names the fields that were written; consents and a proved number are events of their own", async () => {
    const { shop } = loyalty;
    const customer = await createCustomer(shop, { emailAllowed: true });
    const client = await as(shop, customer);
    await client.patch(profile, { body: { first_name: "Jane" } });
    await client.patch(me, { body: { last_name: "Roe" } });
    await client.patch(profile, { body: { email_allowed: false } });
    await client.patch(profile, { body: {} });
    const phone = uniquePhone();
    await client.patch(profile, { body: { phone } });
    await client.patch(profile, { body: { phone, code: await newestCode(shop, phone) } });
    expect(await eventsOf(customer)).toEqual([
      ["customer.updated", { fields: ["first_name"] }],
      ["customer.updated", { fields: ["last_name"] }],
      ["consent.withdrawn", consent("email", "profile", true)],
      ["customer.updated", { fields: ["phone"] }],
      ["customer.contact_proved", { contact: "phone" }],
    ]);
  });

  test("tells of an address once its link was followed, also to whom it was taken from", async () => {
    const { shop } = loyalty;
    const [customer, email] = [await createCustomer(shop), uniqueEmail()];
    const claimant = await createCustomer(shop, { email, isEmailProved: false });
    const body = { email, emailConfirm: email, password: TEST_PASSWORD };
    await (await as(shop, customer)).post(emailChange, { body });
    expect(await eventsOf(customer)).toEqual([]);
    const link = await mailTo(shop, email, "email");
    await confirmEmail(shop, keyIn(link, "/confirm-email"), TEST_CONTEXT);
    expect(await eventsOf(customer)).toEqual([
      ["customer.updated", { fields: ["email"] }],
      ["customer.contact_proved", { contact: "email" }],
    ]);
    expect(await eventsOf(claimant)).toEqual([["customer.updated", { fields: ["email"] }]]);
  });

  test("tells nothing of a change that is refused", async () => {
    const customer = await createCustomer(loyalty.shop);
    const client = await as(loyalty.shop, customer);
    const stale = { "if-match": `"${customer.id}-99-en"` };
    expect((await client.patch(profile, { body: { first_name: "Jane" }, headers: stale })).status).toBe(412);
    expect(await eventsOf(customer)).toEqual([]);
  });
});

test("a segment is assigned, switched to once, and removed", async () => {
  const { shop } = loyalty;
  const [customer, { id: segmentId }] = [await createCustomer(shop), await createSegment(shop)];
  const change = (isAssigned: boolean) =>
    changeMembership(shop, COMMAND_LINE, { customerId: customer.id, segmentId, isAssigned });
  expect([await change(true), await change(true)]).toEqual(["assigned", "unchanged"]);
  const client = await as(shop, customer);
  for (let times = 0; times < 2; times++) await client.post(setSegment, { params: { id: String(segmentId) } });
  expect([await change(false), await change(false)]).toEqual(["removed", "unchanged"]);
  expect(await eventsOf(customer)).toEqual([
    ["segment.assigned", { segment_id: segmentId }],
    ["segment.switched", { segment_id: segmentId }],
    ["segment.removed", { segment_id: segmentId, was_active: true }],
  ]);
});

describe("a loyalty card", () => {
  test("is joined and left, and its points come and go meanwhile", async () => {
    const { shop } = loyalty;
    const { customer, client } = await newMemberOf(shop);
    const card = await shop.db.loyaltyCard.findUniqueOrThrow({ where: { customerId: customer.id } });
    const { accountNumber } = card;
    const ref = { provider: "embedded", account_number: accountNumber };
    await creditPoints(shop, accountNumber, { reference: `c-${accountNumber}`, description: "", points: 70 });
    const spend = { reference: `d-${accountNumber}`, description: "", points: 900 };
    await expect(debitPoints(shop, accountNumber, spend)).rejects.toThrow("points_short");
    await debitPoints(shop, accountNumber, { ...spend, points: 20 });
    await client.post(deleteCard, { body: {} });
    await creditPoints(shop, accountNumber, { reference: `e-${accountNumber}`, description: "", points: 1 }).catch(
      () => {},
    );
    const points = (kind: string, count: number) => [
      "points.changed",
      { account_number: accountNumber, kind, points: count },
    ];
    const all = (await eventsOf(customer)).filter(([type]) => /^(?:card|points)/.test(type));
    expect(all).toEqual([["card.joined", ref], points("earn", 70), points("spend", -20), ["card.left", ref]]);
  });

  test("is linked, where the customer has an account", async () => {
    const { shop } = loyalty;
    const { customer, client } = await newShopper(shop);
    await loyalty.enrol(memberLike(customer));
    const { status } = await client.post(linkCard, { body: { email: customer.email } });
    expect(status).toBeLessThan(300);
    expect((await eventsOf(customer)).map(([type]) => type)).toContain("card.linked");
  });
});
