import { beforeAll, describe, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as tokenCode from "@/app/api/shop/customers/auth/otp/signin/route";
import * as tokenVerify from "@/app/api/shop/customers/auth/otp/signin/verify/route";
import * as tokenSignIn from "@/app/api/shop/customers/auth/pwd/signin/route";
import * as activity from "@/app/api/users/activity/route";
import * as deletion from "@/app/api/users/deletion/route";
import * as emailChange from "@/app/api/users/email-change/route";
import * as exporting from "@/app/api/users/export/route";
import * as freshSignIn from "@/app/api/users/fresh-sign-in/route";
import * as login from "@/app/api/users/login/route";
import * as otpLogin from "@/app/api/users/otp-login/route";
import * as passkeyLogin from "@/app/api/users/passkey-login/route";
import * as passkey from "@/app/api/users/passkeys/[id]/route";
import * as passkeys from "@/app/api/users/passkeys/route";
import * as changePassword from "@/app/api/users/password/change/route";
import * as passwordReset from "@/app/api/users/password/reset/route";
import * as reset from "@/app/api/users/reset/[key]/route";
import * as tokens from "@/app/api/users/tokens/route";
import * as undo from "@/app/api/users/undo/[token]/route";
import * as verification from "@/app/api/verification/[purpose]/route";
import { newAuthenticator, withPasskey } from "@/lib/testing/authenticator";
import { newBrowser } from "@/lib/testing/browser";
import { as, clientWith, guest, statusAndBody, withToken } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { keyIn, mailTo, newestCode } from "@/lib/testing/mailbox";
import { daysLater, openShop, type Shop } from "@/lib/testing/shop";
import { runAdmin } from "@/server/admin/program";
import * as requirement from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const ON = { body: { is_required: true } };
const OFF = { body: { is_required: false } };
const NOT_FRESH = { status: 403, body: { code: "fresh_sign_in_required" } };
const ASKS_FOR_PASSKEY = "This account asks for its passkey: a password or a code alone isn’t enough.";
const REFUSED = {
  status: 406,
  body: { error_code: "passkey_required", code: "passkey_required", non_field_errors: ASKS_FOR_PASSKEY },
};
const CHOSEN = { new_password1: "tangerine bicycle", new_password2: "tangerine bicycle" };

/** Somebody with a passkey, a proved address and a verified phone, unless told otherwise. */
async function someone(overrides = {}) {
  const customer = await createCustomer(shop, { phoneVerifiedAt: new Date(), ...overrides });
  const client = await as(shop, customer);
  const authenticator = newAuthenticator();
  const { id } = (await withPasskey(client, authenticator)).body;
  const [email, phone] = [String(customer.email), String(customer.phone)];
  return { customer, client, authenticator, id: String(id), email, phone };
}

async function strict() {
  const they = await someone();
  expect(statusAndBody(await they.client.patch(requirement, ON))).toEqual({ status: 200, body: { is_required: true } });
  return they;
}

const isRequiredFor = async ({ id }: { id: number }) =>
  (await shop.db.customer.findUniqueOrThrow({ where: { id } })).requiresPasskey;

async function byCode(phone: string) {
  const browser = newBrowser();
  await browser.post(otpLogin, { body: { phone } });
  return { browser, code: await newestCode(shop, phone) };
}

describe("PATCH 200", () => {
  test("on ends every other sign-in but no personal token, and tells the owner; off tells them, too", async () => {
    const { customer, client, email } = await someone();
    const [elsewhere, personal] = [await as(shop, customer), await withToken(shop, customer)];
    expect((await client.patch(requirement, ON)).status).toBe(200);
    expect((await client.get(passkeys)).body).toMatchObject({ is_required: true, passkeys: [{ name: "Phone" }] });
    const statuses = [elsewhere, personal].map(async (other) => (await other.get(currentUser)).status);
    expect(await Promise.all(statuses)).toEqual([401, 200]);
    await mailTo(shop, email, "now asks for a passkey");
    expect((await client.patch(requirement, OFF)).status).toBe(200);
    await mailTo(shop, email, "no longer asks for a passkey");
    const { entries } = (await client.get(activity)).body;
    expect(entries.slice(0, 2)).toMatchObject([{ kind: "passkey_optional" }, { kind: "passkey_required" }]);
  });

  test("what is so already changes nothing and tells nobody", async () => {
    const { customer, client } = await someone();
    const before = await shop.db.customer.findUniqueOrThrow({ where: { id: customer.id } });
    expect((await client.patch(requirement, OFF)).status).toBe(200);
    expect(await shop.db.customer.findUniqueOrThrow({ where: { id: customer.id } })).toEqual(before);
  });
});

test.each([
  ["a passkey", { passkeys: false }],
  ["a verified phone", { phoneVerifiedAt: null }],
  ["a confirmed address", { isEmailProved: false }],
])(
  "409 without %s: there would be no way in, or none back",
  async (_what, { passkeys: has = true, ...overrides }: object & { passkeys?: boolean }) => {
    const { customer, client, id } = await someone(overrides);
    if (!has) await client.delete(passkey, { params: { id } });
    expect(await client.patch(requirement, ON)).toMatchObject({ status: 409, body: { code: "passkey_not_enough" } });
    expect(await isRequiredFor(customer)).toBe(false);
  },
);

describe("an account that asks for a passkey", () => {
  test("lets nobody in by password or code alone, for a cookie or a token, and the sign-in by passkey does", async () => {
    const { customer, authenticator, email, phone } = await strict();
    const sessions = () => shop.db.session.count({ where: { customerId: customer.id } });
    const before = await sessions();
    const lists = { status: 406, body: { non_field_errors: [ASKS_FOR_PASSKEY] } };
    expect(statusAndBody(await guest().post(login, { body: { email, password: TEST_PASSWORD } }))).toEqual(lists);
    const named = { username: email, password: TEST_PASSWORD };
    const forToken = { status: 406, body: { detail: ASKS_FOR_PASSKEY, ...REFUSED.body } };
    expect(statusAndBody(await guest().post(tokenSignIn, { body: named }))).toEqual(forToken);
    const { browser, code } = await byCode(phone);
    expect(statusAndBody(await browser.post(otpLogin, { body: { phone, code } }))).toEqual(REFUSED);
    const params = { purpose: "sign_in" };
    expect(statusAndBody(await browser.post(verification, { params, body: { code } }))).toEqual(REFUSED);
    const till = clientWith({ "user-agent": "till 7" });
    await till.post(tokenCode, { body: { mobile_number: phone } });
    const answer = await till.post(tokenVerify, { body: { code: Number(await newestCode(shop, phone)) } });
    expect(statusAndBody(answer)).toEqual(forToken);
    expect(await sessions()).toBe(before);
    const credential = authenticator.get((await guest().get(passkeyLogin)).body);
    expect((await guest().post(passkeyLogin, { body: { passkey: credential } })).status).toBe(200);
  });

  test("tells who guesses wrong no more than any other account does", async () => {
    const { email, phone } = await strict();
    const wrong = await guest().post(login, { body: { email, password: "wrong" } });
    expect(wrong).toMatchObject({ status: 400 });
    expect(JSON.stringify(wrong.body)).not.toContain("passkey");
    const { browser } = await byCode(phone);
    const guess = await browser.post(otpLogin, { body: { phone, code: "7654321" } });
    expect(guess).toMatchObject({ status: 406, body: { error_code: "sms_verification_100_2" } });
  });

  test("takes a passkey to confirm who is there, and neither the password nor a code", async () => {
    const { client, authenticator } = await strict();
    await daysLater(shop, 1.01, async () => {
      for (const body of [{ password: TEST_PASSWORD }, {}, { code: "123456" }]) {
        expect(statusAndBody(await client.post(freshSignIn, { body }))).toEqual(REFUSED);
      }
      const credential = authenticator.get((await client.get(freshSignIn)).body.passkey);
      expect((await client.post(freshSignIn, { body: { passkey: credential } })).status).toBe(200);
      expect((await client.patch(requirement, OFF)).status).toBe(200);
    });
  });

  test("takes no password for a fresh sign-in where a request brings one, and no code for its deletion", async () => {
    const { client } = await strict();
    const address = { email: "new@example.com", emailConfirm: "new@example.com" };
    await daysLater(shop, 1.01, async () => {
      const answers = [
        await client.post(changePassword, { body: { old_password: TEST_PASSWORD, ...CHOSEN } }),
        await client.post(emailChange, { body: { ...address, password: TEST_PASSWORD } }),
        await client.post(tokens, { body: { name: "x", password: TEST_PASSWORD } }),
        await client.post(exporting, { body: { password: TEST_PASSWORD } }),
        await client.post(deletion, { body: { password: TEST_PASSWORD } }),
        await client.post(deletion, { body: {} }),
      ];
      for (const answer of answers) expect(answer).toMatchObject(NOT_FRESH);
    });
    expect((await client.post(changePassword, { body: { old_password: TEST_PASSWORD, ...CHOSEN } })).status).toBe(200);
  });

  test("keeps its last passkey until it no longer asks for one", async () => {
    const { client, id } = await strict();
    const refused = { status: 409, body: { code: "passkey_still_required" } };
    expect(await client.delete(passkey, { params: { id } })).toMatchObject(refused);
    await withPasskey(client, newAuthenticator());
    expect((await client.delete(passkey, { params: { id } })).status).toBe(204);
  });

  test("goes on asking after a password reset by mail: a mailbox alone opens nothing", async () => {
    const { customer, email } = await strict();
    await guest().post(passwordReset, { body: { email } });
    const key = keyIn(await mailTo(shop, email, "Choose a new password"), "/reset");
    expect((await guest().post(reset, { params: { key }, body: CHOSEN })).status).toBe(200);
    expect(await isRequiredFor(customer)).toBe(true);
    expect((await guest().post(login, { body: { email, password: CHOSEN.new_password1 } })).status).toBe(406);
  });

  test("is as it was before, once its owner undoes a thief's change", async () => {
    const [asked, notAsked] = [await strict(), await someone()];
    await asked.client.patch(requirement, OFF);
    await notAsked.client.patch(requirement, ON);
    const press = async (email: string, subject: string) => {
      const token = keyIn(await mailTo(shop, email, subject), "/undo");
      expect((await guest().post(undo, { params: { token } })).status).toBe(200);
    };
    await press(asked.email, "no longer asks for a passkey");
    await press(notAsked.email, "now asks for a passkey");
    expect([await isRequiredFor(asked.customer), await isRequiredFor(notAsked.customer)]).toEqual([true, false]);
  });

  test("no longer asks where an undo leaves it without the way back", async () => {
    const { customer, client, email } = await strict();
    await client.patch(requirement, OFF);
    const token = keyIn(await mailTo(shop, email, "no longer asks"), "/undo");
    const { phoneCanonical } = customer;
    await shop.db.customer.update({ where: { id: customer.id }, data: { phone: null, phoneCanonical: null } });
    await createCustomer(shop, { phone: phoneCanonical });
    expect((await guest().post(undo, { params: { token } })).status).toBe(200);
    expect(await isRequiredFor(customer)).toBe(false);
  });

  test("is let go by an operator, of which its owner is told", async () => {
    const { customer, email } = await strict();
    expect(await runAdmin(["passkeys", "optional", email])).toMatchObject({ code: 0 });
    expect(await isRequiredFor(customer)).toBe(false);
    await mailTo(shop, email, "no longer asks for a passkey");
  });
});
