import { describe, expect, test, vi } from "vitest";
import * as deleteCard from "@/app/api/loyalty-card/delete_loyalty/route";
import * as ledger from "@/app/api/loyalty-card/ledger/route";
import * as updateCard from "@/app/api/loyalty-card/update_loyalty_card/route";
import * as profile from "@/app/api/users/profile/route";
import { setDeps } from "@/lib/deps";
import { LANGUAGES } from "@/lib/platform/i18n/languages";
import { API_MESSAGES } from "@/lib/platform/i18n/translate";
import { changeSetting } from "@/lib/settings/service";
import { as } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { readableLog } from "@/lib/testing/log-lines";
import { memberLike, newMemberOf, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { serveWith } from "@/lib/testing/shop";
import * as loyaltyCard from "./route";

/* The card and its points, as the document's three scenarios have them. */

const USER_KEYS = [
  ...["pk", "username", "first_name", "last_name", "email", "is_active", "date_joined", "last_login"],
  ...["email_allowed", "sms_allowed", "call_allowed", "gender", "attributes", "phone", "date_of_birth"],
  ...["attributes_kwargs", "user_type", "modified_date"],
];
const UNREADABLE = API_MESSAGES.en.notes.points_unavailable;
const inSeconds = (seconds: number) => ({ now: () => new Date(Date.now() + seconds * 1000) });

describe("200", () => {
  const loyalty = openLoyaltyShop("embedded");

  test("null, 0 points and no error without a card, and nobody is asked", async () => {
    const { client } = await newShopper(loyalty.shop);
    expect(JSON.stringify((await client.get(loyaltyCard)).body)).toBe('{"card":null,"points":0,"errors":null}');
    expect(loyalty.allCalls()).toBe(0);
  });

  test("the document's keys in its order, the customer's own data, and the points", async () => {
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop);
    await loyalty.addPoints(accountNumber, 150);
    const { card, ...rest } = (await client.get(loyaltyCard)).body;
    expect(rest).toEqual({ points: 150, errors: null });
    expect(Object.keys(card)).toEqual(["pk", "attributes", "created_date", "modified_date", "number", "user"]);
    expect(Object.keys(card.user)).toEqual(USER_KEYS);
    expect(card).toMatchObject({ number: customer.phone, attributes: { account_number: accountNumber } });
    expect(card.user).toMatchObject({
      ...{ pk: customer.id, username: customer.username, email: customer.email, phone: customer.phone },
      ...{ date_of_birth: "1990-12-10", attributes_kwargs: {}, user_type: "registered", is_active: true },
    });
  });

  test("points that are asked for every two minutes at most, and anew after a change", async () => {
    const { client, phone, accountNumber } = await newMemberOf(loyalty.shop);
    const pointsIn = (seconds: number) =>
      serveWith(loyalty.shop, inSeconds(seconds), async () => (await client.get(loyaltyCard)).body.points);
    await loyalty.addPoints(accountNumber, 20);
    for (let time = 0; time < 5; time++) expect(await pointsIn(0)).toBe(20);
    await loyalty.addPoints(accountNumber, 30);
    expect(await pointsIn(115)).toBe(20);
    expect(loyalty.calls("balance")).toBe(1);
    expect(await pointsIn(121)).toBe(50);
    expect(loyalty.calls("balance")).toBe(2);
    await loyalty.addPoints(accountNumber, 40);
    const body = { phone, first_name: "John", last_name: "Smith", gender: "male" };
    expect((await client.post(updateCard, { body })).status).toBe(200);
    expect(await pointsIn(0)).toBe(90);
    await client.post(deleteCard);
    expect((await client.get(loyaltyCard)).body).toEqual({ card: null, points: 0, errors: null });
  });

  test("nobody else's points, nor those of another account", async () => {
    const [one, other] = [await newMemberOf(loyalty.shop), await newMemberOf(loyalty.shop)];
    await loyalty.addPoints(one.accountNumber, 11);
    expect((await one.client.get(loyaltyCard)).body.points).toBe(11);
    expect((await other.client.get(loyaltyCard)).body.points).toBe(0);
    const accountNumber = await loyalty.enrol(memberLike(other.customer));
    await loyalty.addPoints(accountNumber, 7);
    const where = { customerId: other.customer.id };
    await loyalty.shop.db.loyaltyCard.update({ where, data: { accountNumber, points: null, pointsAt: null } });
    expect((await other.client.get(loyaltyCard)).body.points).toBe(7);
    expect((await one.client.get(loyaltyCard)).body.points).toBe(11);
  });

  test("a card also for a customer without a phone, and no body for HEAD", async () => {
    const customer = await createCustomer(loyalty.shop, { phone: null });
    const client = await as(loyalty.shop, customer);
    const { db, now } = loyalty.shop;
    const times = { createdAt: now(), modifiedAt: now() };
    const card = { customerId: customer.id, provider: "embedded", accountNumber: `x${customer.id}`, number: "" };
    await db.loyaltyCard.create({ data: { ...card, ...times } });
    expect((await client.get(loyaltyCard)).body.card.user).toMatchObject({ phone: null });
    expect(await client.head(loyaltyCard)).toMatchObject({ status: 200, body: "" });
  });
});

describe("200 with an error while the points cannot be read", () => {
  const loyalty = openLoyaltyShop("http");

  test("the card and 0 points, in the asked language, and the next request asks again", async () => {
    const { client, accountNumber, card } = await newMemberOf(loyalty.shop);
    await loyalty.addPoints(accountNumber, 60);
    loyalty.fail("balance");
    for (const language of LANGUAGES) {
      const { body } = await client.get(loyaltyCard, { headers: { "accept-language": language } });
      expect(body).toEqual({ card, points: 0, errors: API_MESSAGES[language].notes.points_unavailable });
    }
    loyalty.heal("balance");
    expect((await client.get(loyaltyCard)).body).toMatchObject({ points: 60, errors: null });
  });

  test("the last known points, which are not kept as fresh ones", async () => {
    const { client, accountNumber } = await newMemberOf(loyalty.shop);
    await loyalty.addPoints(accountNumber, 60);
    await client.get(loyaltyCard);
    loyalty.fail("balance");
    await serveWith(loyalty.shop, inSeconds(121), async () => {
      for (let time = 0; time < 2; time++) {
        expect((await client.get(loyaltyCard)).body).toMatchObject({ points: 60, errors: UNREADABLE });
      }
    });
    expect(loyalty.calls("balance")).toBe(3);
  });

  test("an account that the programme has lost", async () => {
    const { client, customer } = await newMemberOf(loyalty.shop);
    const accountNumber = `gone-${customer.id}`;
    await loyalty.shop.db.loyaltyCard.update({ where: { customerId: customer.id }, data: { accountNumber } });
    expect(await client.get(loyaltyCard)).toMatchObject({ status: 200, body: { points: 0, errors: UNREADABLE } });
  });

  test.each<[string, object | null]>([
    ["no programme any more", null],
    ["another programme", { provider: "embedded" }],
  ])("a shop with %s, and nobody is asked", async (_name, setting) => {
    const { client } = await newMemberOf(loyalty.shop);
    const before = loyalty.allCalls();
    await changeSetting(loyalty.shop, "CUSTOMER_LOYALTY_CARD_SERVICE", setting);
    expect(await client.get(loyaltyCard)).toMatchObject({ status: 200, body: { points: 0, errors: UNREADABLE } });
    expect(loyalty.allCalls()).toBe(before);
  });

  test("a shop without the programme's secret in its environment", async () => {
    const { client } = await newMemberOf(loyalty.shop);
    const setting = { provider: "http", base_url: loyalty.server.url, secret: { env: "TEST_LOYALTY_NOT_SET" } };
    await changeSetting(loyalty.shop, "CUSTOMER_LOYALTY_CARD_SERVICE", setting);
    expect(await client.get(loyaltyCard)).toMatchObject({ status: 200, body: { points: 0, errors: UNREADABLE } });
  });

  test("within 3 s of a programme that never answers, and the profile does not wait at all", async () => {
    const { client } = await newMemberOf(loyalty.shop);
    loyalty.server.plant({ fault: "blackhole" });
    const before = loyalty.allCalls();
    expect((await client.patch(profile, { body: { first_name: "Jane" } })).status).toBe(200);
    expect(loyalty.allCalls()).toBe(before);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const asked = loyalty.server.arrival("balance");
      const answer = client.get(loyaltyCard);
      await asked;
      await vi.advanceTimersByTimeAsync(3000);
      expect(await answer).toMatchObject({ status: 200, body: { points: 0, errors: UNREADABLE } });
    } finally {
      vi.useRealTimers();
    }
  });

  test("a line in the log, without the member's data and without a secret", async () => {
    const { log, lines, text } = readableLog();
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop);
    setDeps({ ...loyalty.shop, log });
    loyalty.server.plant({ fault: "error" });
    await client.get(loyaltyCard);
    expect(lines()).toMatchObject([{ level: 40, card: expect.any(Number), msg: expect.stringContaining("points") }]);
    for (const secret of [process.env.TEST_LOYALTY_SECRET, customer.email, customer.phone, accountNumber]) {
      expect(text()).not.toContain(secret);
    }
  });
});

describe("points of any size", () => {
  const loyalty = openLoyaltyShop("http");

  test("are shown up to 2^53 − 1; beyond that the last known ones, with a word", async () => {
    const { client, accountNumber } = await newMemberOf(loyalty.shop);
    const shown = () => serveWith(loyalty.shop, inSeconds(121), async () => (await client.get(loyaltyCard)).body);
    await loyalty.addPoints(accountNumber, 2 ** 31);
    expect(await shown()).toMatchObject({ points: 2 ** 31, errors: null });
    await loyalty.addPoints(accountNumber, 2 ** 53 - 1 - 2 ** 31);
    expect((await client.get(ledger)).body.points).toBe(2 ** 53 - 1);
    await loyalty.addPoints(accountNumber, 1);
    expect(await shown()).toMatchObject({ points: 2 ** 53 - 1, errors: UNREADABLE });
    expect((await client.get(ledger)).status).toBe(503);
  });
});
