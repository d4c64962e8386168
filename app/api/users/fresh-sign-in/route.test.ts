import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as addCard from "@/app/api/loyalty-card/add_loyalty_card/route";
import * as exporting from "@/app/api/users/export/route";
import * as otpLogin from "@/app/api/users/otp-login/route";
import * as passkeyLogin from "@/app/api/users/passkey-login/route";
import * as profile from "@/app/api/users/profile/route";
import * as sessions from "@/app/api/users/sessions/route";
import * as tokens from "@/app/api/users/tokens/route";
import { DAY_MS } from "@/lib/platform/dates";
import { newAuthenticator, withPasskey } from "@/lib/testing/authenticator";
import { newBrowser } from "@/lib/testing/browser";
import { passTime } from "@/lib/testing/challenges";
import { as, statusAndBody, withToken } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD, uniquePhone } from "@/lib/testing/customers";
import { cardForm, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { newestCode } from "@/lib/testing/mailbox";
import { daysLater, serveWith } from "@/lib/testing/shop";
import * as freshSignIn from "./route";

/* What makes a sign-in fresh; what takes a fresh one is proved in app/api/authorization.test.ts. */

const loyalty = openLoyaltyShop("embedded");

const REFUSED = {
  status: 403,
  body: {
    detail: "Please sign in again, or confirm that it is you, to make this change.",
    code: "fresh_sign_in_required",
  },
};

test("a fresh sign-in is needed for a new phone also where the shop asks for no code", async () => {
  const { client } = await newShopper(loyalty.shop);
  const env = { ...loyalty.shop.env, PHONE_VERIFICATION: "none" } as const;
  const now = () => new Date(Date.now() + 1.01 * DAY_MS);
  await serveWith(loyalty.shop, { env, now }, async () => {
    expect(statusAndBody(await client.patch(profile, { body: { phone: uniquePhone() } }))).toEqual(REFUSED);
  });
});

describe("confirming who is signed in", () => {
  test("200 by a code to the own verified number", async () => {
    const { client, phone } = await newShopper(loyalty.shop);
    await daysLater(loyalty.shop, 3, async () => {
      expect((await client.post(freshSignIn, { body: {} })).status).toBe(202);
      const answer = await client.post(freshSignIn, { body: { code: await newestCode(loyalty.shop, phone) } });
      expect(answer).toMatchObject({ status: 200, body: { fresh_until: expect.stringMatching(/Z$/) } });
      expect((await client.post(tokens, { body: { name: "x" } })).status).toBe(201);
    });
  });

  test("200 by a passkey of their own, once; GET tells which will do, and null without one or by a personal token", async () => {
    const { customer, client } = await newShopper(loyalty.shop);
    expect((await client.get(freshSignIn)).body).toEqual({ passkey: null });
    const authenticator = newAuthenticator();
    await withPasskey(client, authenticator);
    await daysLater(loyalty.shop, 1.01, async () => {
      const { passkey: options } = (await client.get(freshSignIn)).body;
      const allowed = [{ id: authenticator.credentialId, type: "public-key", transports: ["hybrid", "internal"] }];
      expect(options).toMatchObject({ userVerification: "required", allowCredentials: allowed });
      const confirm = () => client.post(freshSignIn, { body: { passkey: authenticator.get(options, { counter: 5 }) } });
      expect((await Promise.all([confirm(), confirm()])).map(({ status }) => status).sort()).toEqual([200, 400]);
      expect((await client.post(exporting, { body: {} })).status).toBe(201);
      const personal = await withToken(loyalty.shop, customer);
      expect((await personal.get(freshSignIn)).body).toEqual({ passkey: null });
    });
  });

  test("400 for another customer's passkey, and for a challenge of another session or of a sign-in", async () => {
    const { customer, client } = await newShopper(loyalty.shop);
    const [own, foreign] = [newAuthenticator(), newAuthenticator()];
    await withPasskey(client, own);
    await withPasskey((await newShopper(loyalty.shop)).client, foreign);
    const { passkey: options } = (await client.get(freshSignIn)).body;
    const elsewhere = (await (await as(loyalty.shop, customer)).get(freshSignIn)).body.passkey;
    const signingIn = (await client.get(passkeyLogin)).body;
    for (const passkey of [foreign.get(options), own.get(elsewhere), own.get(signingIn)]) {
      expect(await client.post(freshSignIn, { body: { passkey } })).toMatchObject({
        status: 400,
        body: { passkey: [expect.any(String)] },
      });
    }
    expect((await client.post(freshSignIn, { body: { passkey: own.get(options) } })).status).toBe(200);
  });

  test("400 for a wrong password, and without a verified number for want of one", async () => {
    const { client } = await newShopper(loyalty.shop, { phoneVerifiedAt: null });
    expect((await client.post(freshSignIn, { body: { password: "not mine" } })).body).toHaveProperty("password");
    expect(await client.post(freshSignIn, { body: {} })).toMatchObject({
      status: 400,
      body: { password: [expect.any(String)] },
    });
  });

  test("is not by a number that replaced another one less than a day ago, nor is a sign-in by it", async () => {
    const { customer, client } = await newShopper(loyalty.shop);
    const phone = uniquePhone();
    await client.patch(profile, { body: { phone } });
    await client.patch(profile, { body: { phone, code: await newestCode(loyalty.shop, phone) } });
    expect((await client.post(freshSignIn, { body: {} })).body).toHaveProperty("password");
    const row = await loyalty.shop.db.customer.findUniqueOrThrow({ where: { id: customer.id } });
    expect(row).toMatchObject({ phoneCanonical: phone, phoneChangedAt: expect.any(Date) });
    await passTime(loyalty.shop, 61);
    const browser = newBrowser();
    await browser.post(otpLogin, { body: { phone } });
    const code = await newestCode(loyalty.shop, phone);
    expect((await browser.post(otpLogin, { body: { phone, code } })).status).toBe(200);
    expect(await browser.post(exporting, { body: {} })).toMatchObject(REFUSED);
  });

  test("403 by a personal token, whatever it brings", async () => {
    const personal = await withToken(loyalty.shop, await createCustomer(loyalty.shop));
    const answer = await personal.post(freshSignIn, { body: { password: TEST_PASSWORD } });
    expect(statusAndBody(answer)).toEqual(REFUSED);
  });

  test("makes fresh this sign-in alone", async () => {
    const { customer, client } = await newShopper(loyalty.shop);
    const other = await as(loyalty.shop, customer);
    await daysLater(loyalty.shop, 1.01, async () => {
      await client.post(freshSignIn, { body: { password: TEST_PASSWORD } });
      expect((await other.post(exporting, { body: {} })).status).toBe(403);
    });
  });
});

test("a number of four digits links the card and enters the profile as not verified", async () => {
  const { customer, client } = await newShopper(loyalty.shop);
  const phone = uniquePhone();
  const form = cardForm(customer, { phone });
  await client.post(addCard, { body: form });
  const code = await newestCode(loyalty.shop, phone);
  expect(code).toHaveLength(4);
  expect((await client.post(addCard, { body: { ...form, code } })).status).toBe(201);
  const row = await loyalty.shop.db.customer.findUniqueOrThrow({ where: { id: customer.id } });
  expect(row).toMatchObject({ phoneCanonical: phone, phoneVerifiedAt: null });
  await passTime(loyalty.shop, 61);
});

test.each([
  ["enters the profile", "is signed in", false],
  ["stays out of the profile", "was signed out by the owner", true],
])("a number that a card brings late %s where whoever asked %s by then", async (_what, _who, isEnded) => {
  const { customer, client } = await newShopper(loyalty.shop);
  const phone = uniquePhone();
  const form = cardForm(customer, { phone });
  await client.post(addCard, { body: form });
  loyalty.fail("create");
  const code = await newestCode(loyalty.shop, phone);
  expect((await client.post(addCard, { body: { ...form, code } })).status).toBe(503);
  loyalty.heal("create");
  const owner = await as(loyalty.shop, customer);
  if (isEnded) expect((await owner.delete(sessions)).status).toBe(204);
  await loyalty.resume();
  const row = await loyalty.shop.db.customer.findUniqueOrThrow({
    where: { id: customer.id },
    include: { loyaltyCard: true },
  });
  expect(row.loyaltyCard).not.toBeNull();
  expect(row.phoneCanonical).toBe(isEnded ? customer.phoneCanonical : phone);
  // A number that changes ends every sign-in but the one that asked for it.
  expect((await owner.get(currentUser)).status).toBe(isEnded ? 200 : 401);
});

test("a customer's phone has these writers, and no other", () => {
  const files = readdirSync("lib", { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !/generated|testing|points|\.test\.ts$/.test(file),
  );
  const writers = files.filter((file) =>
    /^\s+phoneCanonical: (?!true|"|string)/m.test(readFileSync(path.join("lib", file), "utf8")),
  );
  // An undo puts a number back that was proved.
  const undo = "credentials/undo-service.ts";
  // For somebody new, in a world of their tester's.
  const persona = "worlds/persona-service.ts";
  // Another platform's customers, moved in by an operator.
  const moving = "import/rules.ts";
  expect(writers.sort()).toEqual([
    undo,
    moving,
    "profile/card-data-service.ts",
    "profile/service.ts",
    "registration/service.ts",
    persona,
  ]);
});
