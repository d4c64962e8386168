import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as withLoyalty from "@/app/api/users/profile-with-loyalty/route";
import * as verification from "@/app/api/verification/[purpose]/route";
import { API_MESSAGES } from "@/lib/platform/i18n/translate";
import type { CodePolicy } from "@/lib/profile/rules";
import { pendingProfileResponse, profileResponse } from "@/lib/profile/schema";
import { challengeOver, forgetLimits, retryAfter } from "@/lib/testing/challenges";
import { type Answer, as, type Endpoint, statusAndBody, withSignInToken, withToken } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { picture, upload } from "@/lib/testing/images";
import { codesTo, countQueued, eventually, mailTo, messagesTo, newestCode } from "@/lib/testing/mailbox";
import { memoryStorage } from "@/lib/testing/memory-storage";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";
import * as profile from "./route";

/* What the challenge proves stands in lib/verification, and that these endpoints lead it in app/api/verification. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
beforeEach(() => forgetLimits(shop));

type Overrides = Parameters<typeof createCustomer>[1];

/** A customer who wants another number, by the profile with loyalty or without. */
async function mover(overrides: Overrides = {}, { endpoint = profile as Endpoint, more = {} } = {}) {
  const customer = await createCustomer(shop, overrides);
  const client = await as(shop, customer);
  const phone = uniquePhone();
  const body = { phone, date_of_birth: "2000-01-01", ...more };
  return { customer, client, own: String(customer.phone), phone, ...challengeOver(client, endpoint, body) };
}

const rowOf = ({ id }: { id: number }) => shop.db.customer.findUniqueOrThrow({ where: { id } });
const ledgerOf = ({ id }: { id: number }) =>
  shop.db.consentEvent.findMany({ where: { customerId: id }, orderBy: { id: "asc" } });
/** The same number as it is written at home. */
const national = (phone: string) => `0${phone.slice(3)}`;
const TAKEN = { status: 400, body: { phone: ["This phone number is already in use."] } };

describe.each([
  ["profile", profile, pendingProfileResponse],
  ["profile-with-loyalty", withLoyalty, profileResponse],
] as const)("PATCH %s with another number", (source, endpoint, shown) => {
  test("is 202 with the documented keys and their present values; nothing is changed, and nobody else is told", async () => {
    const more = { first_name: "Jane", email_allowed: "true", sms_allowed: false };
    const { customer, client, own, ask } = await mover({ smsAllowed: true }, { endpoint, more });
    const before = await client.get(endpoint);
    const { status, body } = await ask();
    const keys = Object.keys(shown.shape);
    expect(status).toBe(202);
    expect(Object.keys(body)).toEqual([...keys, "verification"]);
    for (const key of keys) expect([key, body[key]]).toEqual([key, before.body[key]]);
    const after = await client.get(endpoint);
    expect([after.body, after.headers.get("etag")]).toEqual([before.body, before.headers.get("etag")]);
    expect(await ledgerOf(customer)).toEqual([]);
    expect(await countQueued(shop, own)).toBe(0);
  });

  test("is 200 with the code: the whole profile, changed with all that was sent, and the consents in the ledger", async () => {
    const more = { first_name: "Jane", email_allowed: "true", sms_allowed: false };
    const { customer, client, phone, ask, submit } = await mover({ smsAllowed: true }, { endpoint, more });
    const { body: before } = await client.get(endpoint);
    await ask();
    const changed = { ...before, phone, first_name: "Jane", email_allowed: true, sms_allowed: false };
    const code = await newestCode(shop, phone);
    expect(statusAndBody(await submit(code))).toEqual({ status: 200, body: changed });
    expect((await client.get(endpoint)).body).toEqual(changed);
    expect(await rowOf(customer)).toMatchObject({ phoneCanonical: phone, phoneVerifiedAt: expect.any(Date) });
    expect(await ledgerOf(customer)).toMatchObject([
      { channel: "email", oldValue: null, newValue: true, source },
      { channel: "sms", oldValue: true, newValue: false, source },
    ]);
    // The first answer got lost: nothing is left to be changed.
    expect(statusAndBody(await submit(code))).toEqual({ status: 200, body: changed });
  });

  test("goes on by the code alone, all of it, under its own name in the ledger", async () => {
    const more = { first_name: "Jane", call_allowed: true, attributes: { size: "M" } };
    const { customer, client, phone, ask } = await mover({}, { endpoint, more });
    await ask();
    const call = { params: { purpose: "phone_change" }, body: { code: await newestCode(shop, phone) } };
    expect(await client.post(verification, call)).toMatchObject({ status: 200, body: { ...more, phone } });
    expect(await ledgerOf(customer)).toMatchObject([{ channel: "call", source }]);
  });
});

describe("200", () => {
  test("tells the old number and the mailbox, in the customer's language, and ends every other session", async () => {
    const { customer, client, own, phone, ask, submit } = await mover({ languageCode: "de-de" });
    const [other, program] = [await as(shop, customer), await withToken(shop, customer)];
    await ask();
    expect((await other.get(profile)).status).toBe(200);
    await submit(await newestCode(shop, phone));
    expect((await other.get(profile)).status).toBe(401);
    for (const alive of [client, program]) expect((await alive.get(profile)).status).toBe(200);
    await mailTo(shop, String(customer.email), API_MESSAGES.de.mail.phone_changed.subject);
    await eventually(async () =>
      expect(await messagesTo(shop, own)).toEqual([
        { code: null, body: expect.stringContaining("Ihr Konto hat eine neue Nummer") },
      ]),
    );
  });

  test("by sign-in token ends every other sign-in", async () => {
    const { customer, client, phone } = await mover();
    const program = await withSignInToken(shop, customer);
    const { ask, submit } = challengeOver(program, profile, { phone });
    await ask();
    expect(await submit(await newestCode(shop, phone))).toMatchObject({ status: 200, body: { phone } });
    expect([(await client.get(profile)).status, (await program.get(profile)).status]).toEqual([401, 200]);
  });

  test("needs no code for the own number, which is answered as it was written", async () => {
    const { customer, client, own } = await mover({ phoneVerifiedAt: new Date() });
    for (const phone of [national(own), `(${national(own).slice(0, 4)})-${national(own).slice(4)}`, own.slice(3)]) {
      expect(await client.patch(profile, { body: { phone } })).toMatchObject({ status: 200, body: { phone } });
    }
    const { phoneCanonical, phoneVerifiedAt } = customer;
    expect(await rowOf(customer)).toMatchObject({ phoneCanonical, phoneVerifiedAt });
  });

  test("takes the first number of a customer, by its code", async () => {
    const { client, phone, ask, submit } = await mover({ phone: null });
    expect((await ask()).status).toBe(202);
    expect((await client.get(profile)).body.phone).toBeNull();
    expect((await submit(await newestCode(shop, phone))).body.phone).toBe(phone);
  });

  test("waits for the whole of a change with a picture, which cannot be kept meanwhile", async () => {
    const { client, phone } = await mover();
    const form = new FormData();
    form.append("phone", phone);
    form.append("avatar", upload(await picture("png")));
    expect((await client.patch(profile, { body: form })).status).toBe(202);
    const code = await newestCode(shop, phone);
    const alone = await client.post(verification, { params: { purpose: "phone_change" }, body: { code } });
    expect(alone.body.error_code).toBe("sms_verification_100_4");
    form.append("code", code);
    const avatar = expect.stringMatching(/\/media\//);
    expect(await client.patch(profile, { body: form })).toMatchObject({ status: 200, body: { phone, avatar } });
  });
});

describe("400", () => {
  test("tells only who verified a number that it is taken: before, a taken one is answered like a free one", async () => {
    const [one, late] = [await mover(), await mover()];
    const wanted = challengeOver(late.client, profile, { phone: one.phone });
    const shapeOf = ({ status, headers, body: { verification: told, ...body } }: Answer) => ({
      status,
      headers: [...headers.keys()],
      body: Object.keys(body),
      told: { ...told, phone_masked: told.phone_masked.slice(0, -3), expires_at: "", resend_at: "" },
    });
    const free = shapeOf(await wanted.ask());
    await one.ask();
    const [second = "", first = ""] = await codesTo(shop, one.phone);
    await one.submit(first);
    expect(statusAndBody(await wanted.submit(second))).toEqual(TAKEN);
    expect(await rowOf(late.customer)).toMatchObject({ phone: late.own, version: late.customer.version });
    const stranger = await mover();
    const taken = await stranger.client.patch(profile, { body: { phone: (await createCustomer(shop)).phone } });
    expect(shapeOf(taken)).toEqual(free);
  });

  test("goes to all but one of those who verify one number at once", async () => {
    const [one, other] = [await mover(), await mover()];
    const spelt = challengeOver(other.client, profile, { phone: national(one.phone) });
    await one.ask();
    await spelt.ask();
    const [first = "", second = ""] = await codesTo(shop, one.phone);
    const answers = await Promise.all([one.submit(first), spelt.submit(second)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
    expect(statusAndBody(answers.find(({ status }) => status === 400) as Answer)).toEqual(TAKEN);
    expect(await shop.db.customer.count({ where: { phoneCanonical: one.phone } })).toBe(1);
  });

  const many = (name: string, count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [name + n, 1]));
  test.each([
    ["a faulty field", { gender: "x" }, {}],
    ["attributes that are too many with those there are", { attributes: { more: 1 } }, { attributes: many("k", 32) }],
    ["a picture that is none", { avatar: "me.png" }, {}],
  ])("comes before any message for %s", async (_name, fault, overrides) => {
    const { client, phone } = await mover(overrides);
    for (const more of [{}, { resend: true }, { resend: true, code: "123456" }]) {
      const answer = await client.patch(profile, { body: { phone, ...fault, ...more } });
      expect([answer.status, Object.keys(answer.body)]).toEqual([400, Object.keys(fault)]);
    }
    expect(await messagesTo(shop, phone)).toEqual([]);
  });
});

describe("412", () => {
  test("comes before any message for an outdated If-Match, and after the code for one that is outdated by then", async () => {
    const { customer, client, own, phone, ask, submit } = await mover();
    const tag = async () => ({ "if-match": String((await client.get(profile)).headers.get("etag")) });
    const old = await tag();
    await client.patch(profile, { body: { last_name: "Roe" } });
    for (const more of [{}, { resend: true }, { resend: true, code: "123456" }]) {
      expect((await client.patch(profile, { body: { phone, ...more }, headers: old })).status).toBe(412);
    }
    expect(await messagesTo(shop, phone)).toEqual([]);
    const headers = await tag();
    expect((await ask(headers)).status).toBe(202);
    await client.patch(profile, { body: { last_name: "Poe" } });
    const code = await newestCode(shop, phone);
    expect((await client.patch(profile, { body: { phone, code }, headers })).status).toBe(412);
    expect(await rowOf(customer)).toMatchObject({ phone: own, lastName: "Poe" });
    expect((await submit(code)).status).toBe(200);
  });

  test("for another spelling of a number that was replaced meanwhile: number and spelling stay together", async () => {
    const { customer, client, own, phone } = await mover();
    const storage = memoryStorage();
    // Storing the picture is the moment between reading the customer and writing them.
    const put: typeof storage.put = async (...args) => {
      await shop.db.customer.update({ where: { id: customer.id }, data: { phone, phoneCanonical: phone } });
      return storage.put(...args);
    };
    const form = new FormData();
    form.append("avatar", upload(await picture("png")));
    form.append("phone", national(own));
    const answer = await serveWith(shop, { storage: { ...storage, put } }, () => client.patch(profile, { body: form }));
    expect(answer.status).toBe(412);
    expect(await rowOf(customer)).toMatchObject({ phone, phoneCanonical: phone, avatar: null });
    expect(storage.files.size).toBe(0);
  });
});

test("202 for a profile sent back with the number it had: the change in between is not undone", async () => {
  const { customer, client, phone, ask, submit } = await mover();
  const { body: read } = await client.get(profile);
  await ask();
  await submit(await newestCode(shop, phone));
  expect((await client.patch(profile, { body: { ...read, first_name: "Jane" } })).status).toBe(202);
  expect(await rowOf(customer)).toMatchObject({ phone, firstName: "John" });
});

function inMode(policy: CodePolicy, work: () => Promise<void>) {
  return () => serveWith(shop, { env: { ...shop.env, PHONE_VERIFICATION: policy } }, work);
}

describe("PHONE_VERIFICATION=sms_otp, the default", () => {
  test("lets a code verify the number alone: consents need none, and may be others than were asked for", async () => {
    expect(shop.env.PHONE_VERIFICATION).toBe("sms_otp");
    const { client, own, phone, ask, submit } = await mover();
    const consents = { email_allowed: true, sms_allowed: false, call_allowed: null };
    expect(await client.patch(profile, { body: consents })).toMatchObject({ status: 200, body: consents });
    expect(await messagesTo(shop, own)).toEqual([]);
    await ask();
    const answer = await submit(await newestCode(shop, phone), { sms_allowed: true });
    expect(answer).toMatchObject({ status: 200, body: { phone, sms_allowed: true } });
  });
});

describe("PHONE_VERIFICATION=none", () => {
  test(
    "changes the phone at once, unverified; the old number is told and the other sessions end",
    inMode("none", async () => {
      const { customer, client, own, phone, ask } = await mover({ phoneVerifiedAt: new Date() });
      const other = await as(shop, customer);
      expect(await ask()).toMatchObject({ status: 200, body: { phone } });
      expect(await messagesTo(shop, phone)).toEqual([]);
      expect(await rowOf(customer)).toMatchObject({ phoneCanonical: phone, phoneVerifiedAt: null });
      expect([(await other.get(profile)).status, (await client.get(profile)).status]).toEqual([401, 200]);
      await eventually(async () => expect(await messagesTo(shop, own)).toMatchObject([{ code: null }]));
    }),
  );

  test(
    "is 429 at the sixth change in an hour, since each sends a message, and 200 for any other field",
    inMode("none", async () => {
      const { client } = await mover();
      const change = () => client.patch(profile, { body: { phone: uniquePhone() } });
      for (let index = 0; index < 5; index++) expect((await change()).status).toBe(200);
      const { body: before } = await client.get(profile);
      const refused = await change();
      expect(refused.status).toBe(429);
      expect(retryAfter(refused)).toBeGreaterThan(3000);
      expect((await client.get(profile)).body).toEqual(before);
      expect((await client.patch(profile, { body: { phone: before.phone, first_name: "Jane" } })).status).toBe(200);
    }),
  );

  test(
    "is 400 for a number that somebody else has, in another spelling too",
    inMode("none", async () => {
      const { own: theirs } = await mover();
      const { client } = await mover();
      for (const phone of [theirs, national(theirs)]) {
        expect(statusAndBody(await client.patch(profile, { body: { phone } }))).toEqual(TAKEN);
      }
    }),
  );
});

describe("PHONE_VERIFICATION=kvkk", () => {
  test.each(["email_allowed", "sms_allowed", "call_allowed"])("wants a code to the own phone for %s alone", (consent) =>
    inMode("kvkk", async () => {
      const { customer, client, own } = await mover();
      const other = await as(shop, customer);
      const change = (more: object) => client.patch(profile, { body: { [consent]: true, ...more } });
      expect(await change({})).toMatchObject({ status: 202, body: { [consent]: null } });
      expect(await ledgerOf(customer)).toEqual([]);
      const answer = await change({ code: await newestCode(shop, own) });
      expect(answer).toMatchObject({ status: 200, body: { [consent]: true, phone: own } });
      expect(await ledgerOf(customer)).toMatchObject([{ oldValue: null, newValue: true, source: "profile" }]);
      expect((await rowOf(customer)).phoneVerifiedAt).not.toBeNull();
      expect((await other.get(profile)).status).toBe(200);
      expect([await messagesTo(shop, own), await countQueued(shop, own)]).toEqual([[expect.anything()], 0]);
    })(),
  );

  test(
    "wants none for anything else, nor for a consent that is as it was",
    inMode("kvkk", async () => {
      const { client, own } = await mover({ emailAllowed: true });
      const body = { first_name: "Jane", email_allowed: "true", sms_allowed: null, phone: national(own) };
      expect((await client.patch(profile, { body })).status).toBe(200);
      expect(await messagesTo(shop, own)).toEqual([]);
    }),
  );

  test(
    "is 406 kvkk_service_100_2 for other consents than were asked for, with the values as submitted",
    inMode("kvkk", async () => {
      const more = { sms_allowed: true, email_allowed: false, call_allowed: true };
      const { customer, client, phone, ask, submit } = await mover({}, { more });
      await ask();
      const code = await newestCode(shop, phone);
      const refused = await submit(code, { sms_allowed: "false", call_allowed: null });
      expect(statusAndBody(refused)).toEqual({
        status: 406,
        body: {
          non_field_errors: `Mismatch confirmation data ${phone}, false, false, null, ${customer.email}.`,
          error_code: "kvkk_service_100_2",
          code: "kvkk_service_100_2",
        },
      });
      expect((await client.get(profile)).body).toMatchObject({ phone: customer.phone, sms_allowed: null });
      expect((await submit(code)).status).toBe(200);
    }),
  );

  test(
    "is 400 on phone for a consent of somebody who has none to verify it with",
    inMode("kvkk", async () => {
      const { client } = await mover({ phone: null });
      const answer = await client.patch(profile, { body: { sms_allowed: true } });
      expect(statusAndBody(answer)).toEqual({ status: 400, body: { phone: ["This field is required."] } });
      expect((await client.patch(profile, { body: { first_name: "Jane" } })).status).toBe(200);
    }),
  );
});

test.each<CodePolicy>(["none", "kvkk"])(
  "profile-with-loyalty asks for changed phones only, PHONE_VERIFICATION=%s or not",
  (policy) =>
    inMode(policy, async () => {
      const { client, own, ask } = await mover({}, { endpoint: withLoyalty });
      const body = { phone: own, date_of_birth: "2000-01-01", sms_allowed: true };
      expect(await client.patch(withLoyalty, { body })).toMatchObject({ status: 200, body: { sms_allowed: true } });
      expect((await ask()).status).toBe(202);
    })(),
);
