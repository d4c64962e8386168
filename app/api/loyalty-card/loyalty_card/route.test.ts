import { describe, expect, test } from "vitest";
import * as deleteCard from "@/app/api/loyalty-card/delete_loyalty/route";
import * as updateCard from "@/app/api/loyalty-card/update_loyalty_card/route";
import { LoyaltyUnavailableError, PROVIDER_NAMES } from "@/lib/adapters/loyalty-provider/port";
import { LANGUAGES } from "@/lib/platform/i18n/languages";
import { API_MESSAGES } from "@/lib/platform/i18n/translate";
import { changeSetting } from "@/lib/settings/service";
import { as, withToken } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { memberLike, newMemberOf, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { serveWith } from "@/lib/testing/shop";
import * as loyaltyCard from "./route";

/* The card and its points, as the document's three scenarios have them, whichever programme the shop has. */

const CARD_KEYS = ["pk", "attributes", "created_date", "modified_date", "number", "user"];
const USER_KEYS = [
  ...["pk", "username", "first_name", "last_name", "email", "is_active", "date_joined", "last_login"],
  ...["email_allowed", "sms_allowed", "call_allowed", "gender", "attributes", "phone", "date_of_birth"],
  ...["attributes_kwargs", "user_type", "modified_date"],
];
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;
const UNREADABLE = API_MESSAGES.en.notes.points_unavailable;

const inSeconds = (seconds: number) => ({ now: () => new Date(Date.now() + seconds * 1000) });
const broken = async () => {
  throw new LoyaltyUnavailableError("planted by the test");
};

describe.each(PROVIDER_NAMES)("200 by the %s programme", (provider) => {
  const loyalty = openLoyaltyShop(provider);

  test("without a card: null, 0 points, no error, and nobody is asked", async () => {
    const { client } = await newShopper(loyalty.shop);
    const { status, body } = await client.get(loyaltyCard);
    expect({ status, text: JSON.stringify(body) }).toEqual({
      status: 200,
      text: '{"card":null,"points":0,"errors":null}',
    });
    expect(loyalty.allCalls()).toBe(0);
  });

  test("with a card: the document's keys in its order, the customer's own data, the points as they are", async () => {
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop);
    await loyalty.addPoints(accountNumber, 150);
    const { status, body } = await client.get(loyaltyCard);
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(["card", "points", "errors"]);
    expect(Object.keys(body.card)).toEqual(CARD_KEYS);
    expect(Object.keys(body.card.user)).toEqual(USER_KEYS);
    expect(body.card).toMatchObject({ attributes: { account_number: accountNumber }, number: customer.phone });
    expect(Object.keys(body.card.attributes)).toEqual(["account_number"]);
    expect(body.card.created_date).toMatch(INSTANT);
    expect(body.card.modified_date).toMatch(INSTANT);
    expect(body.card.user).toMatchObject({
      pk: customer.id,
      username: customer.username,
      email: customer.email,
      phone: customer.phone,
      date_of_birth: "1990-12-10",
      attributes_kwargs: {},
      user_type: "registered",
      is_active: true,
    });
    expect({ points: body.points, errors: body.errors }).toEqual({ points: 150, errors: null });
  });

  test("never a password, a hash or a secret, whoever asks", async () => {
    const { client, customer } = await newMemberOf(loyalty.shop);
    const byToken = await withToken(loyalty.shop, customer);
    const { passwordHash } = await loyalty.shop.db.customer.findUniqueOrThrow({
      where: { id: customer.id },
      omit: { passwordHash: false },
    });
    for (const caller of [client, byToken]) {
      const text = JSON.stringify((await caller.get(loyaltyCard)).body);
      for (const secret of [TEST_PASSWORD, String(passwordHash), process.env.TEST_LOYALTY_SECRET ?? "none set"]) {
        expect(text).not.toContain(secret);
      }
      expect(text).not.toMatch(/password|hash|token|secret/i);
    }
  });

  test("points are asked for every two minutes at most", async () => {
    const { client, accountNumber } = await newMemberOf(loyalty.shop);
    await loyalty.addPoints(accountNumber, 20);
    for (let time = 0; time < 5; time++) expect((await client.get(loyaltyCard)).body.points).toBe(20);
    expect(loyalty.calls("balance")).toBe(1);
    await loyalty.addPoints(accountNumber, 30);
    await serveWith(loyalty.shop, inSeconds(115), async () => {
      expect((await client.get(loyaltyCard)).body.points).toBe(20);
    });
    expect(loyalty.calls("balance")).toBe(1);
    await serveWith(loyalty.shop, inSeconds(121), async () => {
      expect((await client.get(loyaltyCard)).body).toMatchObject({ points: 50, errors: null });
    });
    expect(loyalty.calls("balance")).toBe(2);
  });

  test("one customer's points are never another's, nor those of another account", async () => {
    const [one, other] = [await newMemberOf(loyalty.shop), await newMemberOf(loyalty.shop)];
    await loyalty.addPoints(one.accountNumber, 11);
    expect((await one.client.get(loyaltyCard)).body.points).toBe(11);
    expect((await other.client.get(loyaltyCard)).body.points).toBe(0);
    const linked = await loyalty.enrol(memberLike(other.customer));
    await loyalty.addPoints(linked, 7);
    await loyalty.shop.db.loyaltyCard.update({
      where: { customerId: other.customer.id },
      data: { accountNumber: linked, points: null, pointsAt: null },
    });
    expect((await other.client.get(loyaltyCard)).body.points).toBe(7);
    expect((await one.client.get(loyaltyCard)).body.points).toBe(11);
  });

  test("an update drops the points that were known, and so does leaving", async () => {
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop);
    await client.get(loyaltyCard);
    await loyalty.addPoints(accountNumber, 40);
    expect((await client.post(updateCard, { body: formOf(customer.phone) })).status).toBe(200);
    expect((await client.get(loyaltyCard)).body.points).toBe(40);
    expect((await client.post(deleteCard)).status).toBe(204);
    expect((await client.get(loyaltyCard)).body).toEqual({ card: null, points: 0, errors: null });
  });

  test("a failed query: the card, 0 points and a word about it; the next one asks again", async () => {
    const { client, accountNumber, card } = await newMemberOf(loyalty.shop);
    await loyalty.addPoints(accountNumber, 60);
    loyalty.intercept("balance", broken);
    const { status, body } = await client.get(loyaltyCard);
    expect({ status, number: body.card.number, points: body.points, errors: body.errors }).toEqual({
      status: 200,
      number: card.number,
      points: 0,
      errors: UNREADABLE,
    });
    loyalty.intercept("balance", (proceed) => proceed());
    expect((await client.get(loyaltyCard)).body).toMatchObject({ points: 60, errors: null });
  });

  test("a failed query when points were known: those, with the same word, and no new two minutes", async () => {
    const { client, accountNumber } = await newMemberOf(loyalty.shop);
    await loyalty.addPoints(accountNumber, 60);
    await client.get(loyaltyCard);
    loyalty.intercept("balance", broken);
    await serveWith(loyalty.shop, inSeconds(121), async () => {
      for (let time = 0; time < 2; time++) {
        expect((await client.get(loyaltyCard)).body).toMatchObject({ points: 60, errors: UNREADABLE });
      }
    });
    expect(loyalty.calls("balance")).toBe(3);
  });

  test("the word is in the asked language", async () => {
    const { client } = await newMemberOf(loyalty.shop);
    loyalty.intercept("balance", broken);
    for (const language of LANGUAGES) {
      const { body, headers } = await client.get(loyaltyCard, { headers: { "accept-language": language } });
      expect(body.errors).toBe(API_MESSAGES[language].notes.points_unavailable);
      expect(headers.get("content-language")).toBe(language);
    }
  });

  test("an account that the programme does not know any more is no 500", async () => {
    const { client, customer } = await newMemberOf(loyalty.shop);
    await loyalty.shop.db.loyaltyCard.update({
      where: { customerId: customer.id },
      data: { accountNumber: `gone-${customer.id}` },
    });
    expect(await client.get(loyaltyCard)).toMatchObject({ status: 200, body: { points: 0, errors: UNREADABLE } });
  });

  test("a card of a programme that the shop has left: the card and a word, and nobody is asked", async () => {
    const { client } = await newMemberOf(loyalty.shop);
    const before = loyalty.allCalls();
    for (const setting of [null, otherThan(provider)]) {
      await changeSetting(loyalty.shop, "CUSTOMER_LOYALTY_CARD_SERVICE", setting);
      expect(await client.get(loyaltyCard)).toMatchObject({ status: 200, body: { points: 0, errors: UNREADABLE } });
    }
    expect(loyalty.allCalls()).toBe(before);
  });
});

describe("200", () => {
  const loyalty = openLoyaltyShop("embedded");

  test("HEAD asks like GET and has no body", async () => {
    const { client } = await newMemberOf(loyalty.shop);
    expect(await client.head(loyaltyCard)).toMatchObject({ status: 200, body: "" });
  });

  test("a customer without a phone can have a card too", async () => {
    const customer = await createCustomer(loyalty.shop, { phone: null });
    const { db, now } = loyalty.shop;
    const accountNumber = `x${customer.id}`;
    const card = { customerId: customer.id, provider: "embedded", accountNumber, number: "" };
    await db.loyaltyCard.create({ data: { ...card, createdAt: now(), modifiedAt: now() } });
    const { body } = await (await as(loyalty.shop, customer)).get(loyaltyCard);
    expect(body.card.user).toMatchObject({ phone: null });
  });

  test("a secret that is not in the environment is a fault of the shop's own: a word, never a 500", async () => {
    const { client, customer } = await newMemberOf(loyalty.shop);
    await changeSetting(loyalty.shop, "CUSTOMER_LOYALTY_CARD_SERVICE", otherThan("embedded"));
    await loyalty.shop.db.loyaltyCard.update({ where: { customerId: customer.id }, data: { provider: "http" } });
    expect(await client.get(loyaltyCard)).toMatchObject({ status: 200, body: { points: 0, errors: UNREADABLE } });
  });
});

function formOf(phone: string | null) {
  return { phone, first_name: "John", last_name: "Smith", gender: "male", date_of_birth: "1990-12-10" };
}

function otherThan(provider: string): object {
  if (provider !== "embedded") return { provider: "embedded" };
  return { provider: "http", base_url: "http://127.0.0.1:9", secret: { env: "TEST_LOYALTY_NOT_SET" } };
}
