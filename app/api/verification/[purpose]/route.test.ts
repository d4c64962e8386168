import { describe, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as addCard from "@/app/api/loyalty-card/add_loyalty_card/route";
import * as updateCard from "@/app/api/loyalty-card/update_loyalty_card/route";
import * as deletion from "@/app/api/users/deletion/route";
import * as otpLogin from "@/app/api/users/otp-login/route";
import * as profile from "@/app/api/users/profile/route";
import * as registerWithLoyalty from "@/app/api/users/register-with-loyalty/route";
import * as registration from "@/app/api/users/registration/route";
import { SESSION_COOKIE } from "@/lib/auth/actor-service";
import { newBrowser } from "@/lib/testing/browser";
import { otherThan, passTime } from "@/lib/testing/challenges";
import {
  as,
  browserWith,
  type Client,
  clientWith,
  cookieOf,
  type Endpoint,
  guest,
  statusAndBody,
  withSignInToken,
} from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { cardForm, newMemberOf, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { codesTo, newestCode } from "@/lib/testing/mailbox";
import { newRegistration } from "@/lib/testing/registrations";
import * as verification from "./route";

/* Each purpose leads the one challenge (lib/verification), at its own endpoint and here, by the code alone. */

const loyalty = openLoyaltyShop("embedded");

type Led = { client: Client; body: Record<string, unknown>; phone: string };

type Purpose = {
  purpose: string;
  endpoint: Endpoint;
  method?: "post" | "patch";
  begin: () => Promise<Led>;
  /** The status while the code is awaited, and when it came. */
  pending?: number;
  done: number;
  /** Errors are lists there. */
  lists?: boolean;
};

const ofForm = (client: Client, body: Record<string, unknown>): Led => ({ client, body, phone: String(body.phone) });

const PURPOSES: Purpose[] = [
  {
    purpose: "phone_change",
    endpoint: profile,
    method: "patch",
    begin: async () => ofForm((await newShopper(loyalty.shop)).client, { phone: uniquePhone(), first_name: "Jane" }),
    done: 200,
  },
  {
    purpose: "registration",
    endpoint: registration,
    begin: async () => ofForm(newBrowser(), newRegistration()),
    done: 201,
    lists: true,
  },
  {
    purpose: "registration_with_loyalty",
    endpoint: registerWithLoyalty,
    begin: async () => ofForm(newBrowser(), newRegistration()),
    done: 201,
  },
  {
    purpose: "sign_in",
    endpoint: otpLogin,
    begin: async () => ofForm(newBrowser(), { phone: (await newShopper(loyalty.shop)).customer.phone }),
    pending: 200,
    done: 200,
  },
  {
    purpose: "loyalty_join",
    endpoint: addCard,
    begin: async () => {
      const { client, customer } = await newShopper(loyalty.shop);
      return ofForm(client, cardForm(customer));
    },
    done: 201,
  },
  {
    purpose: "loyalty_update",
    endpoint: updateCard,
    begin: async () => {
      const { email: _email, ...form } = cardForm({ phone: uniquePhone(), email: null });
      return ofForm((await newMemberOf(loyalty.shop)).client, form);
    },
    done: 200,
  },
  {
    purpose: "account_deletion",
    endpoint: deletion,
    begin: async () => {
      const { client, customer } = await newShopper(loyalty.shop);
      return { client, body: {}, phone: String(customer.phone) };
    },
    done: 200,
  },
];

const changesTo = (phone: string) =>
  loyalty.shop.db.activity.findMany({ where: { kind: "phone_changed", customer: { phoneCanonical: phone } } });

const EXPIRED = "sms_verification_100_4";

describe.each(PURPOSES)("$purpose", ({ purpose, endpoint, method = "post", begin, pending = 202, done, lists }) => {
  const params = { purpose };
  const send = ({ client, body }: Led, more: object = {}, headers = {}) =>
    client[method](endpoint, { headers, body: { ...body, ...more } });
  const resume = ({ client }: Led, body: object, headers = {}) => client.post(verification, { params, headers, body });

  async function asked() {
    const led = await begin();
    const { status, body } = await send(led);
    expect(status).toBe(pending);
    return { led, state: body.verification, code: await newestCode(loyalty.shop, led.phone) };
  }

  test("tells the session that asked where the challenge stands, without the code, and nobody else", async () => {
    const { led, state, code } = await asked();
    expect(state).toMatchObject({
      purpose,
      phone_masked: expect.stringContaining(led.phone.slice(-3)),
      attempts_left: 5,
    });
    expect(JSON.stringify(state)).not.toContain(code);
    expect(await led.client.get(verification, { params })).toMatchObject({ status: 200, body: state });
    expect(await resume(led, {})).toMatchObject({ status: 202, body: { verification: state } });
    for (const stranger of [newBrowser(), clientWith({}), await as(loyalty.shop, await createCustomer(loyalty.shop))]) {
      expect((await stranger.get(verification, { params })).status).toBe(404);
    }
    expect(await codesTo(loyalty.shop, led.phone)).toHaveLength(1);
  });

  test("sends another code by resend, at its own endpoint and here, answered alike in every language", async () => {
    const { led } = await asked();
    const german = { "accept-language": "de" };
    const success = { status: 200, body: { message: "success" } };
    expect(statusAndBody(await send(led, { resend: "true" }, german))).toEqual(success);
    await passTime(loyalty.shop, 61);
    expect(statusAndBody(await resume(led, { resend: true }, german))).toEqual(success);
    expect(await codesTo(loyalty.shop, led.phone)).toHaveLength(3);
  });

  test("takes the code at its own endpoint, however the number is written, and is over then", async () => {
    const { led, code } = await asked();
    const wrong = await send(led, { code: otherThan(code) });
    const text = "Verification codes do not match.";
    expect(wrong).toMatchObject({ status: 406, body: { non_field_errors: lists ? [text] : text } });
    const phone = "phone" in led.body ? { phone: `0${led.phone.slice(3, 6)} ${led.phone.slice(6)}` } : {};
    if ("phone" in led.body) {
      const elsewhere = await send(led, { phone: uniquePhone(), code });
      const refusal = "Phone numbers do not match.";
      expect(elsewhere).toMatchObject({ status: 406, body: { non_field_errors: lists ? [refusal] : refusal } });
    }
    const { cookie = "" } = led.client.headers;
    expect((await send(led, { ...phone, code })).status).toBe(done);
    led.client.headers.cookie = cookie;
    expect((await led.client.get(verification, { params })).status).not.toBe(200);
    expect([401, 406]).toContain((await resume(led, { code })).status);
  });

  test("takes the code alone here, answered as its own endpoint would", async () => {
    const { led, code } = await asked();
    expect(await resume(led, { code: otherThan(code) })).toMatchObject({
      status: 406,
      body: { error_code: "sms_verification_100_2" },
    });
    expect((await led.client.get(verification, { params })).body.attempts_left).toBe(4);
    const stranger = { ...led, client: await as(loyalty.shop, await createCustomer(loyalty.shop)) };
    expect((await resume(stranger, { code })).body.error_code).toBe(EXPIRED);
    const other = await asked();
    const own = await send(other.led, { code: other.code });
    const alone = await resume(led, { code });
    expect([alone.status, Object.keys(alone.body)]).toEqual([done, Object.keys(own.body)]);
  });

  test("is done once by eight at once with the right code", async () => {
    const { led, code } = await asked();
    const { headers } = led.client;
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => send({ ...led, client: clientWith({ ...headers }) }, { code })),
    );
    const successes = answers.filter(({ status }) => status === done);
    // Whoever comes while the programme is being asked waits for the same card, and is shown it; whoever comes after
    // the number has changed has no change left to prove.
    const results: Partial<Record<string, () => unknown[] | Promise<unknown[]>>> = {
      loyalty_join: () => successes.map(({ body }) => body.card.pk),
      phone_change: () => changesTo(led.phone),
    };
    expect(new Set((await results[purpose]?.()) ?? successes).size).toBe(1);
    for (const { status } of answers) expect([done, 401, 406]).toContain(status);
  });
});

describe.each(PURPOSES.filter(({ purpose }) => /^(registration|sign_in)/.test(purpose)))(
  "$purpose by a guest",
  ({ endpoint, begin, pending = 202, done }) => {
    test("starts a guest's session with the question, once, which lets nobody in and ends with the code's use", async () => {
      const { client, body, phone } = await begin();
      const asked = await client.post(endpoint, { body });
      const guestCookie = cookieOf(asked);
      expect(asked.status).toBe(pending);
      expect(guestCookie).toMatchObject({ name: SESSION_COOKIE, value: expect.stringMatching(/^[0-9a-f]{64}$/) });
      expect(guestCookie.attributes).toEqual([
        ...["path=/", `max-age=${loyalty.shop.env.GUEST_SESSION_SECONDS}`, "samesite=lax", "httponly"],
      ]);
      expect((await client.get(currentUser)).status).toBe(401);
      expect((await client.post(endpoint, { body })).headers.getSetCookie()).toEqual([]);
      const { cookie = "" } = client.headers;
      const code = await newestCode(loyalty.shop, phone);
      const signedIn = cookieOf(await client.post(endpoint, { body: { ...body, code } }));
      expect(signedIn.value).not.toBe(guestCookie.value);
      expect(signedIn.attributes).toEqual(["path=/", `max-age=${30 * 86_400}`, "samesite=lax", "httponly"]);
      expect((await client.get(currentUser)).status).toBe(200);
      client.headers.cookie = cookie;
      const late = await client.post(endpoint, { body: { ...body, code } });
      expect([late.status, late.headers.getSetCookie()]).toEqual([406, []]);
    });

    test("signs out whoever was signed in before with the question, and leaves them as the new customer", async () => {
      const { body, phone } = await begin();
      const before = await as(loyalty.shop, await createCustomer(loyalty.shop));
      const asking = browserWith(cookieOf(await before.post(endpoint, { body })).value);
      const answer = await asking.post(endpoint, { body: { ...body, code: await newestCode(loyalty.shop, phone) } });
      expect(answer.status).toBe(done);
      const now = clientWith({ cookie: `${SESSION_COOKIE}=${cookieOf(answer).value}` });
      expect((await now.get(currentUser)).body.phone).toBe(phone);
      expect((await before.get(currentUser)).status).toBe(401);
    });

    test("is 406 for a code without a session, and none starts", async () => {
      const { client, body } = await begin();
      const answer = await client.post(endpoint, { body: { ...body, code: "123456" } });
      expect([answer.status, answer.headers.getSetCookie()]).toEqual([406, []]);
    });
  },
);

describe("404", () => {
  test.each(["", "nothing", "constructor", "__proto__", "phone_change ", "SIGN_IN", "token_sign_in"])(
    "for the purpose %j, signed in or not",
    async (purpose) => {
      const params = { purpose };
      for (const client of [guest(), (await newShopper(loyalty.shop)).client]) {
        expect(await client.get(verification, { params })).toMatchObject({
          status: 404,
          body: { detail: "Not found." },
        });
        expect((await client.post(verification, { params, body: { code: "123456" } })).status).toBe(404);
      }
    },
  );
});

describe("a changed phone", () => {
  const params = { purpose: "phone_change" };

  test("is 401 for a guest, and for a sign-in token that was ended, with whose challenge it is over", async () => {
    expect((await guest().post(verification, { params, body: { code: "123456" } })).status).toBe(401);
    const customer = await createCustomer(loyalty.shop);
    const [program, other] = [
      await withSignInToken(loyalty.shop, customer),
      await withSignInToken(loyalty.shop, customer),
    ];
    const phone = uniquePhone();
    await program.patch(profile, { body: { phone } });
    const call = { params, body: { code: await newestCode(loyalty.shop, phone) } };
    expect((await other.post(verification, call)).body.error_code).toBe(EXPIRED);
    await loyalty.shop.db.session.deleteMany({ where: { customerId: customer.id } });
    expect((await program.post(verification, call)).status).toBe(401);
    expect(await loyalty.shop.db.verification.count({ where: { phone } })).toBe(0);
  });

  test("is 412 for an outdated If-Match, and the code stays good", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const headers = { "if-match": String((await client.get(profile)).headers.get("etag")) };
    const phone = uniquePhone();
    await client.patch(profile, { body: { phone } });
    await client.patch(profile, { body: { last_name: "Roe" } });
    const call = { params, body: { code: await newestCode(loyalty.shop, phone) } };
    expect((await client.post(verification, { ...call, headers })).status).toBe(412);
    expect((await client.get(profile)).body.phone).toBe(customer.phone);
    const answer = await client.post(verification, call);
    const { body, headers: now } = await client.get(profile);
    expect(answer).toMatchObject({ status: 200, body });
    expect(answer.headers.get("etag")).toBe(now.get("etag"));
  });
});
