import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { verifiesSms } from "@/app/api/_route/client-type";
import * as profile from "@/app/api/users/profile/route";
import * as registerWithLoyalty from "@/app/api/users/register-with-loyalty/route";
import { issueToken } from "@/lib/auth/token-service";
import { changeSetting } from "@/lib/settings/service";
import { newBrowser } from "@/lib/testing/browser";
import { clientWith } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { cardForm, memberLike, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { messagesTo } from "@/lib/testing/mailbox";
import { newRegistration } from "@/lib/testing/registrations";
import { openShop } from "@/lib/testing/shop";
import * as addCard from "./route";

/* `verify_sms` by client type: the server decides who is which, by a token it made or a secret it shares. */

const SECRET = "the-till-s-own-secret";
const TILL = { "x-till-key": SECRET };

const loyalty = openLoyaltyShop("embedded");
beforeAll(() => {
  process.env.TEST_TILL_SECRET = SECRET;
});
beforeEach(() =>
  changeSetting(loyalty.shop, "CLIENT_TYPES", {
    till: { verify_sms: false, header: { name: "x-till-key", value: { env: "TEST_TILL_SECRET" } } },
    app: { verify_sms: true },
    broken: { verify_sms: false, header: { name: "x-broken-key", value: { env: "TEST_NOT_SET" } } },
  }),
);
afterAll(async () => changeSetting(await openShop(), "CLIENT_TYPES", {}));

describe("a code is needed", () => {
  const isNeeded = (headers: Record<string, string>, clientType?: string | null) =>
    verifiesSms({
      deps: loyalty.shop,
      request: new Request("http://localhost:3000", { headers }),
      actor: {
        customer: null,
        access: clientType === undefined ? null : { kind: "token", id: 1n, clientType },
        freshAt: null,
        sessionTokens: [],
      },
    });

  test.each<[string, Record<string, string>, (string | null)?]>([
    ["nothing", {}],
    ["a wrong secret", { "x-till-key": `${SECRET}x` }],
    ["an empty secret", { "x-till-key": "" }],
    ["a type whose secret is not set", { "x-broken-key": "" }],
    ["the name of a type in a header", { "x-client-type": "till", "x-till-key": "till" }],
    ["a token of no type", {}, null],
    ["a token of a type that verifies", {}, "app"],
    ["a token of such a type, beside another's secret", TILL, "app"],
    ["a token of an unknown type", {}, "unknown"],
    ["a token of the type constructor", {}, "constructor"],
    ["a token of the type __proto__", {}, "__proto__"],
  ])("with %s", async (_name, headers, clientType) => {
    expect(await isNeeded(headers, clientType)).toBe(true);
  });

  test("not with the secret or a token of the type, nor by default where the shop says so", async () => {
    expect(await isNeeded(TILL)).toBe(false);
    expect(await isNeeded({}, "till")).toBe(false);
    await changeSetting(loyalty.shop, "CLIENT_TYPES", { default: { verify_sms: false } });
    expect(await isNeeded({})).toBe(false);
  });

  test("whatever customers write about themselves", async () => {
    const claim = { register_client_type: "till", client_type: "till", verify_sms: false };
    const { client, customer } = await newShopper(loyalty.shop, { attributes: claim });
    await client.patch(profile, { body: { attributes: claim } });
    const body = { ...cardForm(customer), ...claim, attributes: claim };
    expect((await client.post(addCard, { body })).status).toBe(202);
    const registering = newRegistration({ add_loyalty: true, attributes: claim, ...claim });
    expect((await newBrowser().post(registerWithLoyalty, { body: registering })).status).toBe(202);
  });
});

describe("201 without a code", () => {
  test("for a client whose API token was made for the type", async () => {
    const { customer, phone } = await newShopper(loyalty.shop);
    const typed = { name: "test", expiresAt: null, clientType: "till" };
    const { token } = await issueToken(loyalty.shop, customer.id, typed);
    const client = clientWith({ authorization: `Token ${token}` });
    expect((await client.post(addCard, { body: cardForm(customer) })).status).toBe(201);
    expect(await messagesTo(loyalty.shop, phone)).toEqual([]);
  });

  test("links the account by a number that was verified before", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const accountNumber = await loyalty.enrol(memberLike(customer));
    const { card } = (await client.post(addCard, { headers: TILL, body: cardForm(customer) })).body;
    expect(card).toMatchObject({
      attributes: { account_number: accountNumber },
      user: { attributes: { has_loyalty: true } },
    });
    expect(card.user.attributes).not.toHaveProperty("verified_user");
  });

  test.each([
    ["another number", {}, uniquePhone()],
    ["their own number", { phoneVerifiedAt: null }, undefined],
  ])(
    "opens an account by %s that nobody verified, and the profile stays as it is",
    async (_name, overrides, another) => {
      const { client, customer, phone } = await newShopper(loyalty.shop, overrides);
      const submitted = { email: customer.email, phone: another ?? phone };
      const theirs = await loyalty.enrol(memberLike(submitted));
      const { status, body } = await client.post(addCard, { headers: TILL, body: cardForm(submitted) });
      expect(status).toBe(201);
      expect(body.card.attributes.account_number).not.toBe(theirs);
      expect(loyalty.calls("search")).toBe(0);
      const row = await loyalty.shop.db.customer.findUniqueOrThrow({ where: { id: customer.id } });
      expect(row).toMatchObject({ phone, phoneVerifiedAt: customer.phoneVerifiedAt });
    },
  );

  test("400 for another customer's number: a trusted client learns at once that it is taken", async () => {
    const { phone } = await createCustomer(loyalty.shop);
    const { client, customer } = await newShopper(loyalty.shop);
    expect(await client.post(addCard, { headers: TILL, body: cardForm(customer, { phone }) })).toMatchObject({
      status: 400,
      body: { phone: ["This phone number is already in use."] },
    });
  });

  test("register-with-loyalty: the account at once, its number unverified, no account linked by it", async () => {
    const body = newRegistration({ add_loyalty: true });
    const theirs = await loyalty.enrol(memberLike(body));
    const { status, body: made } = await newBrowser().post(registerWithLoyalty, { headers: TILL, body });
    expect({ status, loyalty: made.loyalty }).toEqual({ status: 201, loyalty: { status: "joined" } });
    expect(made.attributes).toMatchObject({ has_loyalty: true });
    expect(made.attributes).not.toHaveProperty("verified_user");
    const row = await loyalty.shop.db.customer.findUniqueOrThrow({
      where: { id: made.id },
      include: { loyaltyCard: true },
    });
    expect(row.phoneVerifiedAt).toBeNull();
    expect(row.loyaltyCard?.accountNumber).not.toBe(theirs);
  });
});
