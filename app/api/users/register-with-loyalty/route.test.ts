import { beforeAll, describe, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as profile from "@/app/api/users/profile/route";
import { changeSetting } from "@/lib/settings/service";
import { newBrowser } from "@/lib/testing/browser";
import { clientWith, cookieOf } from "@/lib/testing/client";
import { messagesTo, newestCode } from "@/lib/testing/mailbox";
import { newRegistration } from "@/lib/testing/registrations";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as registerWithLoyalty from "./route";

/* What is special here; what both ways to register share stands in registration/. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const PROFILE_KEYS = [
  "id",
  "first_name",
  "last_name",
  "email_allowed",
  "sms_allowed",
  "call_allowed",
  "avatar",
  "email",
  "phone",
  "date_of_birth",
  "gender",
  "genders",
  "language_code",
  "attributes",
  "date_joined",
];

async function register(overrides: Record<string, unknown> = {}) {
  const browser = newBrowser();
  const body = newRegistration(overrides);
  const first = await browser.post(registerWithLoyalty, { body });
  expect(first.status).toBe(202);
  const code = await newestCode(shop, body.phone);
  const answer = await browser.post(registerWithLoyalty, { body: { ...body, code } });
  return { browser, body, first, answer };
}

describe("202", () => {
  test("the profile's keys in the document's order, no id yet, and where the dialogue stands", async () => {
    const { first } = await register();
    expect(Object.keys(first.body)).toEqual([...PROFILE_KEYS, "verification"]);
    expect(first.body.id).toBeNull();
    expect(first.body.verification.purpose).toBe("registration_with_loyalty");
  });
});

describe("201", () => {
  test("the profile as GET answers it, with the session in the cookie alone", async () => {
    const { answer, browser } = await register({ attributes: { size: "M" } });
    expect(answer.status).toBe(201);
    expect(Object.keys(answer.body)).toEqual(PROFILE_KEYS);
    expect(answer.body).toEqual((await browser.get(profile)).body);
    expect(JSON.stringify(answer.body)).not.toContain(cookieOf(answer).value);
    expect((await browser.get(currentUser)).body.pk).toBe(answer.body.id);
  });

  test.each([true, "true"])("add_loyalty %j: the account and a card, where the shop has a programme", async (wish) => {
    await changeSetting(shop, "CUSTOMER_LOYALTY_CARD_SERVICE", { provider: "embedded", is_sync: true });
    try {
      const { answer, browser } = await register({ add_loyalty: wish });
      const { loyalty, ...seen } = answer.body;
      expect({ status: answer.status, loyalty }).toEqual({ status: 201, loyalty: { status: "joined" } });
      expect(seen).toEqual((await browser.get(profile)).body);
      expect(await shop.db.loyaltyCard.count({ where: { customerId: seen.id } })).toBe(1);
    } finally {
      await changeSetting(shop, "CUSTOMER_LOYALTY_CARD_SERVICE", null);
    }
  });

  test.each([false, "false", undefined])("add_loyalty %j: the account alone", async (wish) => {
    const { answer } = await register({ add_loyalty: wish });
    expect({ status: answer.status, keys: Object.keys(answer.body) }).toEqual({ status: 201, keys: PROFILE_KEYS });
  });

  test("the document's example, with an address of its own and a number like its own", async () => {
    const phone = `+1234${newRegistration().phone.slice(-6)}`;
    const { answer } = await register({ phone });
    expect(answer.body).toMatchObject({ phone, first_name: "John", last_name: "Doe", date_of_birth: "1990-01-01" });
  });

  test("the ledger says by which way the consents were given", async () => {
    const { answer } = await register();
    const lines = await shop.db.consentEvent.findMany({ where: { customerId: answer.body.id } });
    expect(lines.map(({ source }) => source)).toEqual(Array(3).fill("registration_with_loyalty"));
  });
});

describe("200", () => {
  test("resend alone starts the dialogue too, for a client that has lost its first answer", async () => {
    const browser = newBrowser();
    const body = newRegistration();
    const { status, body: said } = await browser.post(registerWithLoyalty, { body: { ...body, resend: true } });
    expect({ status, said }).toEqual({ status: 200, said: { message: "success" } });
    const code = await newestCode(shop, body.phone);
    expect((await browser.post(registerWithLoyalty, { body: { ...body, code } })).status).toBe(201);
  });
});

describe("400", () => {
  test("names of more than 30 characters are more than a loyalty account holds", async () => {
    const name = "x".repeat(31);
    const body = newRegistration({ first_name: name, last_name: name });
    const answer = await newBrowser().post(registerWithLoyalty, { body });
    const text = ["Ensure this field has no more than 30 characters."];
    expect(answer).toMatchObject({ status: 400, body: { first_name: text, last_name: text } });
  });

  test.each([
    ["", "Date has wrong format. Use YYYY-MM-DD."],
    [null, "This field may not be null."],
  ])("date_of_birth %j: it is required here", async (date_of_birth, text) => {
    const body = newRegistration({ date_of_birth });
    const answer = await newBrowser().post(registerWithLoyalty, { body });
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 400, body: { date_of_birth: [text] } });
  });
});

describe("406", () => {
  test("loyalty_100_3 for add_loyalty where the shop has no programme, and no message is sent", async () => {
    const body = newRegistration({ add_loyalty: true });
    const answer = await newBrowser().post(registerWithLoyalty, { body });
    expect({ status: answer.status, code: answer.body.error_code }).toEqual({ status: 406, code: "loyalty_100_3" });
    expect(await messagesTo(shop, body.phone)).toEqual([]);
  });
});

describe("403", () => {
  test("without a CSRF token in either step, and no message is sent", async () => {
    const body = newRegistration();
    const stranger = clientWith({});
    expect((await stranger.post(registerWithLoyalty, { body })).status).toBe(403);
    const browser = newBrowser();
    await browser.post(registerWithLoyalty, { body });
    const code = await newestCode(shop, body.phone);
    const { cookie = "" } = browser.headers;
    const answer = await clientWith({ cookie }).post(registerWithLoyalty, { body: { ...body, code } });
    expect(answer.status).toBe(403);
    expect((await browser.post(registerWithLoyalty, { body: { ...body, code } })).status).toBe(201);
  });
});
