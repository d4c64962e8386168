import { afterAll, beforeEach, describe, expect, test } from "vitest";
import * as profile from "@/app/api/users/profile/route";
import * as registerWithLoyalty from "@/app/api/users/register-with-loyalty/route";
import { issueToken } from "@/lib/auth/token-service";
import { changeSetting } from "@/lib/settings/service";
import { newBrowser } from "@/lib/testing/browser";
import { type Client, clientWith } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { cardForm, memberLike, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { messagesTo } from "@/lib/testing/mailbox";
import { newRegistration } from "@/lib/testing/registrations";
import { openShop } from "@/lib/testing/shop";
import * as addCard from "./route";

/* `verify_sms` by client type: the server decides who is which, by a token it made or a secret it shares. */

const loyalty = openLoyaltyShop("embedded");
const SECRET = "the-till-s-own-secret";

beforeEach(async () => {
  process.env.TEST_TILL_SECRET = SECRET;
  await changeSetting(loyalty.shop, "CLIENT_TYPES", {
    till: { verify_sms: false, header: { name: "x-till-key", value: { env: "TEST_TILL_SECRET" } } },
    app: { verify_sms: true },
    broken: { verify_sms: false, header: { name: "x-broken-key", value: { env: "TEST_NOT_SET" } } },
  });
});
afterAll(async () => changeSetting(await openShop(), "CLIENT_TYPES", {}));

const byHeader = { "x-till-key": SECRET };

async function withTypedToken(customer: { id: number }, clientType: string | null): Promise<Client> {
  const { token } = await issueToken(loyalty.shop, customer.id, { name: "test", expiresAt: null, clientType });
  return clientWith({ authorization: `Token ${token}` });
}

describe("201 without a code", () => {
  test("for a client that knows the header's secret", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const { status, body } = await client.post(addCard, { headers: byHeader, body: cardForm(customer) });
    expect({ status, keys: Object.keys(body) }).toEqual({ status: 201, keys: ["card", "redirect_url"] });
    expect(body.card.user.attributes).toEqual({ has_loyalty: true });
    expect(await messagesTo(loyalty.shop, String(customer.phone))).toEqual([]);
  });

  test("for a client whose API token was made for that type", async () => {
    const { customer } = await newShopper(loyalty.shop);
    const client = await withTypedToken(customer, "till");
    expect((await client.post(addCard, { body: cardForm(customer) })).status).toBe(201);
    expect(await messagesTo(loyalty.shop, String(customer.phone))).toEqual([]);
  });

  test("links his account by a number that he had proved before", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const accountNumber = await loyalty.enrol(memberLike(customer));
    const { body } = await client.post(addCard, { headers: byHeader, body: cardForm(customer) });
    expect(body.card.attributes.account_number).toBe(accountNumber);
  });

  test("never links by a number that nobody proved: an account is opened, and the profile keeps its own number", async () => {
    const phone = uniquePhone();
    const { client, customer } = await newShopper(loyalty.shop);
    const theirs = await loyalty.enrol(memberLike({ phone, email: customer.email }));
    const { status, body } = await client.post(addCard, { headers: byHeader, body: cardForm(customer, { phone }) });
    expect(status).toBe(201);
    expect(body.card.attributes.account_number).not.toBe(theirs);
    expect(loyalty.calls("search")).toBe(0);
    expect((await client.get(profile)).body.phone).toBe(customer.phone);
  });

  test("nor by his own number when that is not proved", async () => {
    const { client, customer } = await newShopper(loyalty.shop, { phoneVerifiedAt: null });
    const theirs = await loyalty.enrol(memberLike(customer));
    const { status, body } = await client.post(addCard, { headers: byHeader, body: cardForm(customer) });
    expect(status).toBe(201);
    expect(body.card.attributes.account_number).not.toBe(theirs);
    const row = await loyalty.shop.db.customer.findUniqueOrThrow({ where: { id: customer.id } });
    expect(row.phoneVerifiedAt).toBeNull();
  });

  test("400 for another customer's number: a trusted client learns at once that it is taken", async () => {
    const owner = await createCustomer(loyalty.shop);
    const { client, customer } = await newShopper(loyalty.shop);
    const body = cardForm(customer, { phone: owner.phone });
    expect(await client.post(addCard, { headers: byHeader, body })).toMatchObject({
      status: 400,
      body: { phone: ["This phone number is already in use."] },
    });
  });

  test("register-with-loyalty by header: the account at once, its number unproved, no account linked by it", async () => {
    const body = newRegistration({ add_loyalty: true });
    const theirs = await loyalty.enrol(memberLike(body));
    const { status, body: made } = await newBrowser().post(registerWithLoyalty, { headers: byHeader, body });
    expect({ status, loyalty: made.loyalty }).toEqual({ status: 201, loyalty: { status: "joined" } });
    expect(made.attributes).toMatchObject({ has_loyalty: true });
    expect(made.attributes).not.toHaveProperty("verified_user");
    const card = await loyalty.shop.db.loyaltyCard.findUniqueOrThrow({ where: { customerId: made.id } });
    expect(card.accountNumber).not.toBe(theirs);
    const row = await loyalty.shop.db.customer.findUniqueOrThrow({ where: { id: made.id } });
    expect(row.phoneVerifiedAt).toBeNull();
  });
});

describe("202, as everybody else", () => {
  test.each<[string, Record<string, string>]>([
    ["nothing", {}],
    ["a wrong secret", { "x-till-key": `${SECRET}x` }],
    ["an empty secret", { "x-till-key": "" }],
    ["a type whose secret is not set", { "x-broken-key": "" }],
    ["the name of a type", { "x-client-type": "till", "x-till-key": "till" }],
  ])("for %s in the headers", async (_name, headers) => {
    const { client, customer } = await newShopper(loyalty.shop);
    expect((await client.post(addCard, { headers, body: cardForm(customer) })).status).toBe(202);
  });

  test.each([null, "app", "unknown", "constructor", "__proto__"])("for an API token of type %j", async (type) => {
    const { customer } = await newShopper(loyalty.shop);
    const client = await withTypedToken(customer, type);
    expect((await client.post(addCard, { body: cardForm(customer) })).status).toBe(202);
  });

  test("a token's type goes before a header", async () => {
    const { customer } = await newShopper(loyalty.shop);
    const client = await withTypedToken(customer, "app");
    expect((await client.post(addCard, { headers: byHeader, body: cardForm(customer) })).status).toBe(202);
  });

  test("whatever a customer writes about himself", async () => {
    const claim = { register_client_type: "till", client_type: "till", verify_sms: false };
    const { client, customer } = await newShopper(loyalty.shop, { attributes: claim });
    await client.patch(profile, { body: { attributes: claim } });
    const body = { ...cardForm(customer), ...claim, attributes: claim };
    expect((await client.post(addCard, { body })).status).toBe(202);
    const registering = newRegistration({ add_loyalty: true, attributes: claim, ...claim });
    expect((await newBrowser().post(registerWithLoyalty, { body: registering })).status).toBe(202);
  });

  test("the default type can go without codes as well, when the shop says so", async () => {
    await changeSetting(loyalty.shop, "CLIENT_TYPES", { default: { verify_sms: false } });
    const { client, customer } = await newShopper(loyalty.shop);
    expect((await client.post(addCard, { body: cardForm(customer) })).status).toBe(201);
  });
});
