import { beforeAll, describe, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as tokenSignIn from "@/app/api/shop/customers/auth/pwd/signin/route";
import * as me from "@/app/api/shop/customers/me/route";
import { as, clientWith, statusAndBody, withToken } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { mailTo } from "@/lib/testing/mailbox";
import { openShop, type Shop } from "@/lib/testing/shop";
import { signInStatus } from "@/lib/testing/sign-ins";
import * as change from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const NEW = "  tangerine bicycle ";
const body = { old_password: TEST_PASSWORD, new_password1: NEW, new_password2: NEW };

describe("200", () => {
  test("the new password signs in as it was typed, and the old one does not; a mail says so in the customer's language", async () => {
    const customer = await createCustomer(shop, { languageCode: "de-de" });
    const answer = await (await as(shop, customer)).post(change, { body, headers: { "accept-language": "fr" } });
    expect(statusAndBody(answer)).toEqual({ status: 200, body: { message: "success" } });
    expect(answer.headers.getSetCookie()).toEqual([]);
    for (const password of [TEST_PASSWORD, NEW.trim()]) expect(await signInStatus(customer.email, password)).toBe(400);
    expect(await signInStatus(customer.email, NEW)).toBe(200);
    const mail = await mailTo(shop, String(customer.email), "Passwort");
    expect(mail.body).toContain(`${shop.env.APP_URL}/undo?key=`);
    expect(mail.body).not.toContain(NEW.trim());
  });

  test("all other sessions and tokens by sign-in are dead; the present session and named tokens live", async () => {
    const customer = await createCustomer(shop);
    const [here, elsewhere] = [await as(shop, customer), await as(shop, customer)];
    const stranger = await as(shop, await createCustomer(shop));
    const named = await withToken(shop, customer);
    const credentials = { username: customer.email, password: TEST_PASSWORD };
    const { token } = (await clientWith({}).post(tokenSignIn, { body: credentials })).body;
    await here.post(change, { body });
    for (const client of [here, stranger]) expect((await client.get(currentUser)).status).toBe(200);
    expect((await elsewhere.get(currentUser)).status).toBe(401);
    expect((await clientWith({ authorization: `Token ${token}` }).get(me)).status).toBe(401);
    expect((await named.get(me)).status).toBe(200);
  });

  test("by API token every session is dead", async () => {
    const customer = await createCustomer(shop);
    const [browser, program] = [await as(shop, customer), await withToken(shop, customer)];
    expect((await program.post(change, { body })).status).toBe(200);
    expect([(await browser.get(currentUser)).status, (await program.get(me)).status]).toEqual([401, 200]);
  });
});

test.each([
  ["old_password", "not my password", "Incorrect password."],
  ["new_password2", "tangerine bicycles", "The two passwords do not match."],
  ["new_password1", "short77", "This password is too short. Use at least 8 characters."],
  ["new_password1", "sunshine1", "This password is too common."],
  ["new_password1", "John Doe 77", "This password is too similar to your personal information."],
  ["new_password1", TEST_PASSWORD, "The new password must be different from the current one."],
])("400 for %s %j → %s: the old password and all sessions stay", async (field, value, text) => {
  const customer = await createCustomer(shop);
  const elsewhere = await as(shop, customer);
  const sent = { ...body, [field]: value, ...(field === "new_password1" && { new_password2: value }) };
  const answer = await (await as(shop, customer)).post(change, { body: sent });
  expect(statusAndBody(answer)).toEqual({ status: 400, body: { [field]: [text] } });
  expect(await signInStatus(customer.email, TEST_PASSWORD)).toBe(200);
  expect((await elsewhere.get(currentUser)).status).toBe(200);
});

test("200 for one of two changes at once; to the other, the old password is no more", async () => {
  const customer = await createCustomer(shop);
  const client = await as(shop, customer);
  const chosen = [NEW, "marmalade tricycle"];
  const answers = await Promise.all(
    chosen.map((one) => client.post(change, { body: { ...body, new_password1: one, new_password2: one } })),
  );
  expect(answers.map(statusAndBody).sort((one, other) => one.status - other.status)).toEqual([
    { status: 200, body: { message: "success" } },
    { status: 400, body: { old_password: ["Incorrect password."] } },
  ]);
  const made = chosen[answers.findIndex(({ status }) => status === 200)];
  expect(await signInStatus(customer.email, String(made))).toBe(200);
  expect((await client.get(currentUser)).status).toBe(200);
});

test("400 for one password as both says nothing of whether it is the right one, and counts as no guess", async () => {
  const client = await as(shop, await createCustomer(shop));
  for (let attempt = 0; attempt < 20; attempt++) {
    const guess = `not my password ${attempt}`;
    const answer = await client.post(change, {
      body: { old_password: guess, new_password1: guess, new_password2: guess },
    });
    expect(answer.body).toEqual({ new_password1: ["The new password must be different from the current one."] });
  }
  expect((await client.post(change, { body })).status).toBe(200);
});

test("400 for an account without a password, which has none to change", async () => {
  const client = await as(shop, await createCustomer(shop, { passwordHash: null }));
  expect((await client.post(change, { body })).body).toEqual({ old_password: ["Incorrect password."] });
});
