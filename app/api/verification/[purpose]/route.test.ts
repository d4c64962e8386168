import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as logout from "@/app/api/users/logout/route";
import * as profile from "@/app/api/users/profile/route";
import * as withLoyalty from "@/app/api/users/profile-with-loyalty/route";
import { challengeOver, forgetLimits, passTime, retryAfter, WRONG_CODE, wrongCodes } from "@/lib/testing/challenges";
import { as, browserWith, type Client, clientWith, guest, newSession, withToken } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { picture, upload } from "@/lib/testing/images";
import { codesTo, messagesTo, newestCode } from "@/lib/testing/mailbox";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as verification from "./route";

/* A page that was reloaded in the middle of a phone change, and has nothing but its session. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
beforeEach(() => forgetLimits(shop));

const params = { purpose: "phone_change" };
const look = (client: Client) => client.get(verification, { params });
const goOn = (client: Client, body: object, headers: Record<string, string> = {}) =>
  client.post(verification, { params, body, headers });

const EXPIRED = {
  status: 406,
  body: {
    non_field_errors: "Sms otp code expired. Please resend code.",
    error_code: "sms_verification_100_4",
  },
};

async function mover(more: object = {}) {
  const customer = await createCustomer(shop);
  const client = await as(shop, customer);
  const phone = uniquePhone();
  return { customer, client, phone, ...challengeOver(client, profile, { phone, ...more }) };
}

describe("GET 200", () => {
  test("the same view as beside the 202, as often as it is asked for, and no SMS", async () => {
    const { client, phone, ask } = await mover();
    const { verification: view } = (await ask()).body;
    for (let index = 0; index < 3; index++) expect(await look(client)).toMatchObject({ status: 200, body: view });
    expect(Object.keys((await look(client)).body)).toEqual(Object.keys(view));
    expect(await messagesTo(shop, phone)).toHaveLength(1);
  });

  test("how many guesses are left, down to none, and when another code can be had", async () => {
    const { client, ask, resend, submit } = await mover();
    await ask();
    for (const [index, code] of wrongCodes(5).entries()) {
      await submit(code);
      expect((await look(client)).body.attempts_left).toBe(4 - index);
    }
    await resend();
    const { attempts_left, resend_at } = (await look(client)).body;
    expect(attempts_left).toBe(5);
    expect(Date.parse(resend_at)).toBeGreaterThan(Date.now() + 30_000);
  });

  test("for a taken number just as for a free one", async () => {
    const owner = await createCustomer(shop);
    const client = await as(shop, await createCustomer(shop));
    await client.patch(profile, { body: { phone: owner.phone } });
    expect((await look(client)).body).toMatchObject({ purpose: "phone_change", attempts_left: 5 });
  });

  test("for a caller with an API token, about his own dialogue", async () => {
    const { customer, client, ask } = await mover();
    const program = await withToken(shop, customer);
    await ask();
    expect((await look(program)).status).toBe(404);
    const other = uniquePhone();
    await program.patch(profile, { body: { phone: other } });
    expect((await look(program)).body.phone_masked.slice(-3)).toBe(other.slice(-3));
    expect((await look(client)).status).toBe(200);
  });
});

describe("GET 404", () => {
  test("when nothing was asked for, and for guests", async () => {
    for (const client of [await as(shop, await createCustomer(shop)), guest(), clientWith({})]) {
      expect(await look(client)).toMatchObject({ status: 404, body: { detail: "Not found." } });
    }
  });

  test("after the code was used", async () => {
    const { client, phone, ask, submit } = await mover();
    await ask();
    await submit(await newestCode(shop, phone));
    expect((await look(client)).status).toBe(404);
  });

  test("when the code's life is over", async () => {
    const { client, ask } = await mover();
    await ask();
    await passTime(shop, 300);
    expect((await look(client)).status).toBe(404);
  });

  test("for another customer, another session of the same one, and after a sign-out", async () => {
    const { customer, client, ask } = await mover();
    await ask();
    const session = await newSession(shop, customer);
    for (const other of [await as(shop, await createCustomer(shop)), browserWith(session)]) {
      expect((await look(other)).status).toBe(404);
    }
    await client.post(logout);
    expect((await look(client)).status).toBe(404);
    expect((await look(await as(shop, customer))).status).toBe(404);
  });

  test.each(["sign_in", "registration", "password_reset", "constructor", "", "phone_change/.."])(
    "for the purpose %j, of which nothing is open or which is none",
    async (purpose) => {
      const { client, ask } = await mover();
      await ask();
      expect((await client.get(verification, { params: { purpose } })).status).toBe(404);
    },
  );
});

describe("POST 200", () => {
  test("the code alone does everything that was asked for, as PATCH would have answered it", async () => {
    const { customer, client, phone, ask } = await mover({
      first_name: "Jane",
      date_of_birth: "1990-05-15",
      email_allowed: true,
      attributes: { size: "M" },
    });
    await ask();
    const answer = await goOn(client, { code: await newestCode(shop, phone) });
    const { body: now, headers } = await client.get(profile);
    expect(answer).toMatchObject({ status: 200, body: now });
    expect(answer.headers.get("etag")).toBe(headers.get("etag"));
    expect(now).toMatchObject({
      phone,
      first_name: "Jane",
      date_of_birth: "1990-05-15",
      email_allowed: true,
      attributes: { size: "M" },
    });
    const lines = await shop.db.consentEvent.findMany({ where: { customerId: customer.id } });
    expect(lines).toMatchObject([{ channel: "email", newValue: true, source: "profile" }]);
  });

  test("the newest wish counts, when the same number was asked for again with other fields", async () => {
    const { client, phone, ask } = await mover({ first_name: "First" });
    await ask();
    await client.patch(profile, { body: { phone, first_name: "Second", gender: null } });
    const { body } = await goOn(client, { code: await newestCode(shop, phone) });
    expect(body).toMatchObject({ phone, first_name: "Second", gender: null });
    expect(await messagesTo(shop, phone)).toHaveLength(1);
  });

  test("what began at profile-with-loyalty is entered in the ledger as from there", async () => {
    const customer = await createCustomer(shop);
    const client = await as(shop, customer);
    const phone = uniquePhone();
    await client.patch(withLoyalty, { body: { phone, date_of_birth: "1990-05-15", call_allowed: true } });
    expect((await goOn(client, { code: await newestCode(shop, phone) })).body.call_allowed).toBe(true);
    const lines = await shop.db.consentEvent.findMany({ where: { customerId: customer.id } });
    expect(lines).toMatchObject([{ channel: "call", source: "profile-with-loyalty" }]);
  });

  test('resend sends another code: {"message": "success"}, and that one works', async () => {
    const { client, phone, ask } = await mover();
    await ask();
    expect(await goOn(client, { resend: true })).toMatchObject({ status: 200, body: { message: "success" } });
    const [old, fresh] = await codesTo(shop, phone);
    expect(await goOn(client, { code: old })).toMatchObject(EXPIRED);
    expect((await goOn(client, { code: fresh })).body.phone).toBe(phone);
  });

  test("resend works also when the code's life is over", async () => {
    const { client, phone, ask } = await mover({ first_name: "Jane" });
    await ask();
    const old = await newestCode(shop, phone);
    await passTime(shop, 400);
    expect(await goOn(client, { code: old })).toMatchObject(EXPIRED);
    expect((await goOn(client, { resend: true })).status).toBe(200);
    expect(await goOn(client, { code: await newestCode(shop, phone) })).toMatchObject({
      status: 200,
      body: { phone, first_name: "Jane" },
    });
  });

  test("a caller with an API token goes on as well, without any CSRF token", async () => {
    const customer = await createCustomer(shop);
    const program = await withToken(shop, customer);
    const phone = uniquePhone();
    await program.patch(profile, { body: { phone } });
    expect((await goOn(program, { code: await newestCode(shop, phone) })).body.phone).toBe(phone);
  });
});

describe("POST 202", () => {
  test("neither code nor wish: the question once more, without a second SMS", async () => {
    const { client, phone, ask } = await mover();
    const { body } = await ask();
    const again = await goOn(client, {});
    expect(again).toMatchObject({ status: 202, body: { verification: body.verification } });
    expect(await messagesTo(shop, phone)).toHaveLength(1);
  });
});

describe("POST 4xx", () => {
  test("400 for a code that is none", async () => {
    const { client, ask } = await mover();
    await ask();
    const answer = await goOn(client, { code: "12" });
    expect(answer).toMatchObject({ status: 400, body: { code: ["A code has 4 to 20 digits."] } });
  });

  test("401 for a guest, 403 without a CSRF token", async () => {
    const { client, ask } = await mover();
    await ask();
    expect((await goOn(guest(), { code: "123456" })).status).toBe(401);
    const { cookie = "" } = client.headers;
    expect((await goOn(clientWith({ cookie }), { code: "123456" })).status).toBe(403);
  });

  test.each(["token_sign_in", "password_reset", "constructor", ""])(
    "404 for the purpose %j, which cannot be gone on with here, signed in or not",
    async (purpose) => {
      const call = { params: { purpose }, body: { code: "123456" } };
      expect((await guest().post(verification, call)).status).toBe(404);
      expect((await (await as(shop, await createCustomer(shop))).post(verification, call)).status).toBe(404);
    },
  );

  test("406 sms_verification_100_2 for a wrong code, counted like any other", async () => {
    const { client, phone, ask, submit } = await mover();
    await ask();
    for (const code of wrongCodes(3)) {
      const wrong = await goOn(client, { code });
      expect(wrong).toMatchObject({ status: 406, body: { error_code: "sms_verification_100_2" } });
    }
    for (const code of wrongCodes(5)) await submit(code);
    expect(await goOn(client, { code: await newestCode(shop, phone) })).toMatchObject(EXPIRED);
  });

  test("406 sms_verification_100_4 when nothing was asked for, after use, and in another session", async () => {
    const { customer, client, phone, ask } = await mover();
    const other = await as(shop, customer);
    expect(await goOn(client, { code: "123456" })).toMatchObject(EXPIRED);
    expect(await goOn(client, { resend: true })).toMatchObject(EXPIRED);
    await ask();
    const code = await newestCode(shop, phone);
    expect(await goOn(other, { code })).toMatchObject(EXPIRED);
    expect((await goOn(client, { code })).status).toBe(200);
    expect(await goOn(client, { code })).toMatchObject(EXPIRED);
    expect(await messagesTo(shop, phone)).toHaveLength(1);
  });

  test("406 for a change with a picture, which cannot be kept: sending the whole once more does it", async () => {
    const { client, phone } = await mover();
    const form = new FormData();
    form.append("phone", phone);
    form.append("avatar", upload(await picture("png")));
    expect((await client.patch(profile, { body: form })).status).toBe(202);
    expect((await look(client)).status).toBe(200);
    const code = await newestCode(shop, phone);
    expect(await goOn(client, { code })).toMatchObject(EXPIRED);
    form.append("code", code);
    const answer = await client.patch(profile, { body: form });
    expect(answer).toMatchObject({ status: 200, body: { phone, avatar: expect.stringMatching(/\/media\//) } });
  });

  test("401 once the API token that asked is revoked: the dialogue is gone with it", async () => {
    const customer = await createCustomer(shop);
    const program = await withToken(shop, customer);
    const phone = uniquePhone();
    await program.patch(profile, { body: { phone } });
    const code = await newestCode(shop, phone);
    await shop.db.apiToken.deleteMany({ where: { customerId: customer.id } });
    expect((await goOn(program, { code })).status).toBe(401);
    expect(await shop.db.verification.count({ where: { phone } })).toBe(0);
    expect(await goOn(await withToken(shop, customer), { code })).toMatchObject(EXPIRED);
  });

  test("412 for If-Match of an outdated profile: nothing is changed, and the code stays good", async () => {
    const { customer, client, phone, ask } = await mover();
    const headers = { "if-match": String((await client.get(profile)).headers.get("etag")) };
    await ask();
    await client.patch(profile, { body: { last_name: "Roe" } });
    const code = await newestCode(shop, phone);
    expect((await goOn(client, { code }, headers)).status).toBe(412);
    expect((await client.get(profile)).body.phone).toBe(customer.phone);
    expect((await goOn(client, { code })).status).toBe(200);
  });

  test("429 at the third message, with Retry-After", async () => {
    const { client, phone, ask } = await mover();
    await ask();
    expect((await goOn(client, { resend: true })).status).toBe(200);
    const refused = await goOn(client, { resend: true });
    expect(refused.status).toBe(429);
    expect(retryAfter(refused)).toBeGreaterThan(0);
    expect(await messagesTo(shop, phone)).toHaveLength(2);
  });

  test("a wrong code in another purpose's dialogue of the same browser leaves this one alone", async () => {
    const { client, phone, ask, submit } = await mover();
    await ask();
    await client.post(verification, { params: { purpose: "sign_in" }, body: { code: WRONG_CODE } });
    expect((await look(client)).body.attempts_left).toBe(5);
    expect((await submit(await newestCode(shop, phone))).status).toBe(200);
  });
});
