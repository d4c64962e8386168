import { beforeAll, describe, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as tokenSignIn from "@/app/api/shop/customers/auth/pwd/signin/route";
import * as me from "@/app/api/shop/customers/me/route";
import * as login from "@/app/api/users/login/route";
import * as requestReset from "@/app/api/users/password/reset/route";
import * as reset from "@/app/api/users/reset/[key]/route";
import { as, clientWith, guest, withToken } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { mailTo } from "@/lib/testing/mailbox";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as change from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const NEW = "tangerine bicycle";
const body = { old_password: TEST_PASSWORD, new_password1: NEW, new_password2: NEW };
const signIn = (email: string | null, password: string) =>
  clientWith({})
    .post(login, { body: { email, password } })
    .then(({ status }) => status);

describe("200", () => {
  test("the new password signs in and the old one does not", async () => {
    const customer = await createCustomer(shop);
    const answer = await (await as(shop, customer)).post(change, { body });
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: { message: "success" } });
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await signIn(customer.email, TEST_PASSWORD)).toBe(400);
    expect(await signIn(customer.email, NEW)).toBe(200);
  });

  test("the present session lives, all others are dead", async () => {
    const customer = await createCustomer(shop);
    const [here, elsewhere, ...others] = [await as(shop, customer), await as(shop, customer), await as(shop, customer)];
    const stranger = await as(shop, await createCustomer(shop));
    await here.post(change, { body });
    expect((await here.get(currentUser)).status).toBe(200);
    for (const client of [elsewhere, ...others]) expect((await client.get(currentUser)).status).toBe(401);
    expect((await stranger.get(currentUser)).status).toBe(200);
  });

  test("tokens by sign-in are dead, those that the customer made by name live", async () => {
    const customer = await createCustomer(shop);
    const named = await withToken(shop, customer);
    const credentials = { username: customer.email, password: TEST_PASSWORD };
    const { token } = (await clientWith({}).post(tokenSignIn, { body: credentials })).body;
    const bySignIn = clientWith({ authorization: `Token ${token}` });
    expect((await bySignIn.get(me)).status).toBe(200);
    await (await as(shop, customer)).post(change, { body });
    expect((await bySignIn.get(me)).status).toBe(401);
    expect((await named.get(me)).status).toBe(200);
  });

  test("by API token: every session is dead", async () => {
    const customer = await createCustomer(shop);
    const browser = await as(shop, customer);
    const program = await withToken(shop, customer);
    expect((await program.post(change, { body })).status).toBe(200);
    expect((await browser.get(currentUser)).status).toBe(401);
    expect((await program.get(me)).status).toBe(200);
  });

  test("a mail says so, in the customer's language, without the password", async () => {
    const customer = await createCustomer(shop, { languageCode: "de-de" });
    await (await as(shop, customer)).post(change, { body, headers: { "accept-language": "fr" } });
    const mail = await mailTo(shop, String(customer.email), "Passwort");
    expect(mail.body).toContain(`${shop.env.APP_URL}/reset`);
    expect(mail.body).not.toContain(NEW);
  });

  test("a link for a new password that was mailed before is dead", async () => {
    const customer = await createCustomer(shop);
    const email = String(customer.email);
    await guest().post(requestReset, { body: { email } });
    const key = /key=(\S+)/.exec((await mailTo(shop, email, "Choose a new password")).body)?.[1] ?? "";
    await (await as(shop, customer)).post(change, { body });
    const passwords = { new_password1: "another password", new_password2: "another password" };
    expect((await guest().post(reset, { params: { key }, body: passwords })).status).toBe(400);
    expect(await signIn(email, NEW)).toBe(200);
  });

  test("the password as typed: nothing is trimmed", async () => {
    const customer = await createCustomer(shop);
    const padded = `  ${NEW}  `;
    const sent = { ...body, new_password1: padded, new_password2: padded };
    expect((await (await as(shop, customer)).post(change, { body: sent })).status).toBe(200);
    expect(await signIn(customer.email, NEW)).toBe(400);
    expect(await signIn(customer.email, padded)).toBe(200);
  });
});

describe("400", () => {
  test("each missing field is named", async () => {
    const { status, body: said } = await (await as(shop, await createCustomer(shop))).post(change, { body: {} });
    const text = ["This field is required."];
    expect({ status, said }).toEqual({
      status: 400,
      said: { old_password: text, new_password1: text, new_password2: text },
    });
  });

  test.each([
    ["old_password", "not my password", "The password is not right."],
    ["new_password2", "tangerine bicycles", "The two passwords do not match."],
    ["new_password1", "short77", "This password is too short. Use at least 8 characters."],
    ["new_password1", "sunshine1", "This password is too common."],
    ["new_password1", "John Doe 77", "This password is too similar to your personal information."],
  ])("%s %j → %s, and the old password stays", async (field, value, text) => {
    const customer = await createCustomer(shop);
    const elsewhere = await as(shop, customer);
    const sent: Record<string, string> = { ...body, [field]: value };
    if (field === "new_password1") sent.new_password2 = value;
    const answer = await (await as(shop, customer)).post(change, { body: sent });
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 400, body: { [field]: [text] } });
    expect(await signIn(customer.email, TEST_PASSWORD)).toBe(200);
    expect((await elsewhere.get(currentUser)).status).toBe(200);
  });

  test("an account without a password has none to change", async () => {
    const client = await as(shop, await createCustomer(shop, { passwordHash: null }));
    expect((await client.post(change, { body })).body).toEqual({ old_password: ["The password is not right."] });
  });
});

describe("429", () => {
  test("wrong old passwords count as failed sign-ins of the account, and the other way round", async () => {
    const customer = await createCustomer(shop);
    const client = await as(shop, customer);
    for (let n = 0; n < 5; n++) {
      expect((await client.post(change, { body: { ...body, old_password: `wrong ${n}` } })).status).toBe(400);
      expect(await signIn(customer.email, `wrong too ${n}`)).toBe(400);
    }
    const { status, headers } = await client.post(change, { body });
    expect(status).toBe(429);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await signIn(customer.email, TEST_PASSWORD)).toBe(429);
  });
});
