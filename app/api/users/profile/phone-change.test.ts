import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import * as withLoyalty from "@/app/api/users/profile-with-loyalty/route";
import { LANGUAGES } from "@/lib/platform/i18n/languages";
import { API_MESSAGES } from "@/lib/platform/i18n/translate";
import { challengeOver, forgetLimits } from "@/lib/testing/challenges";
import { type Answer, as, type Client, type Endpoint, withToken } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { codesTo, messagesTo, newestCode } from "@/lib/testing/mailbox";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as profile from "./route";

/* The good ends of a changed phone: asked 202, asked again 200, answered 200. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
beforeEach(() => forgetLimits(shop));

const ENDPOINTS = [
  ["profile", profile],
  ["profile-with-loyalty", withLoyalty],
] as const;

const EIGHT_KEYS = [
  "email_allowed",
  "sms_allowed",
  "call_allowed",
  "avatar",
  "email",
  "date_of_birth",
  "language_code",
  "date_joined",
];
const WHOLE_PROFILE = [
  ...["id", "first_name", "last_name", "email_allowed", "sms_allowed", "call_allowed", "avatar", "email", "phone"],
  ...["date_of_birth", "gender", "genders", "language_code", "attributes", "date_joined"],
];

/** A customer who wants another number, and what he sends for it. */
async function mover(endpoint: Endpoint, overrides: Parameters<typeof createCustomer>[1] = {}) {
  const customer = await createCustomer(shop, overrides);
  const client = await as(shop, customer);
  const phone = uniquePhone();
  return { customer, client, phone, ...dialogueFor(client, endpoint, phone) };
}

function dialogueFor(client: Client, endpoint: Endpoint, phone: string, more: Record<string, unknown> = {}) {
  return challengeOver(client, endpoint, { phone, date_of_birth: "2000-01-01", ...more });
}

function rowOf({ id }: { id: number }) {
  return shop.db.customer.findUniqueOrThrow({ where: { id } });
}

describe.each(ENDPOINTS)("202 on %s", (name, endpoint) => {
  test("the body has the documented keys with the current values, and where the dialogue stands", async () => {
    const { customer, client, phone, ask } = await mover(endpoint, { emailAllowed: true, smsAllowed: false });
    const { body: current } = await client.get(endpoint);
    const { status, body } = await ask();
    expect(status).toBe(202);
    const keys = name === "profile" ? EIGHT_KEYS : WHOLE_PROFILE;
    expect(Object.keys(body)).toEqual([...keys, "verification"]);
    const { verification, ...shown } = body;
    expect(shown).toEqual(Object.fromEntries(keys.map((key) => [key, current[key]])));
    expect(Object.keys(verification)).toEqual([
      ...["purpose", "phone_masked", "expires_at", "resend_at", "attempts_left"],
    ]);
    expect(verification).toMatchObject({
      purpose: "phone_change",
      phone_masked: `+90•••••••${phone.slice(-3)}`,
      attempts_left: 5,
    });
    expect(JSON.stringify(body)).not.toContain(await newestCode(shop, phone));
    expect(customer.phone).not.toBe(phone);
  });

  test("the code lives for five minutes, and another may be asked for at once", async () => {
    const { ask } = await mover(endpoint);
    const before = Date.now();
    const { verification } = (await ask()).body;
    const after = Date.now();
    expect(verification.expires_at).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/);
    expect(Date.parse(verification.expires_at)).toBeGreaterThanOrEqual(before - 1000 + 300_000);
    expect(Date.parse(verification.expires_at)).toBeLessThanOrEqual(after + 1000 + 300_000);
    expect(Date.parse(verification.resend_at)).toBeLessThanOrEqual(after + 1000);
  });

  test("nothing is changed: neither the phone, nor the fields beside it, nor the version", async () => {
    const { customer, client, phone } = await mover(endpoint);
    const dialogue = dialogueFor(client, endpoint, phone, { first_name: "Changed", email_allowed: true });
    const before = await client.get(endpoint);
    expect((await dialogue.ask()).status).toBe(202);
    const after = await client.get(endpoint);
    expect(after.body).toEqual(before.body);
    expect(after.headers.get("etag")).toBe(before.headers.get("etag"));
    expect(await shop.db.consentEvent.count({ where: { customerId: customer.id } })).toBe(0);
  });

  test("the SMS has six digits and ends with our host and the code, so that browsers fill it in here only", async () => {
    const { phone, ask } = await mover(endpoint);
    await ask();
    const [message, ...others] = await messagesTo(shop, phone);
    expect(others).toEqual([]);
    expect(message?.code).toMatch(/^\d{6}$/);
    expect(message?.body).toContain(`${shop.env.SHOP_NAME}: your code is ${message?.code}. It is valid for 5 minutes.`);
    expect(message?.body.endsWith(`\n@localhost #${message?.code}`)).toBe(true);
  });

  test("a taken number is answered like a free one; its owner gets a notice instead of a code", async () => {
    const owner = await createCustomer(shop);
    const { client, phone } = await mover(endpoint);
    const taken = await dialogueFor(client, endpoint, String(owner.phone)).ask();
    const free = await dialogueFor(client, endpoint, phone).ask();
    expect([taken.status, free.status]).toEqual([202, 202]);
    const shape = ({ verification: { phone_masked, expires_at, resend_at, ...rest }, ...body }: Answer["body"]) => ({
      body,
      rest,
      masked: phone_masked.replace(/\d{3}$/, ""),
      life: Math.round((Date.parse(expires_at) - Date.parse(resend_at)) / 1000),
    });
    expect(shape(taken.body)).toEqual(shape(free.body));
    expect([...taken.headers.keys()]).toEqual([...free.headers.keys()]);
    const [notice, ...others] = await messagesTo(shop, String(owner.phone));
    expect(others).toEqual([]);
    expect(notice?.code).toBeNull();
    expect(notice?.body).toMatch(/someone tried to use this number for another account/);
  });

  test("an identical question within the minute, from however many tabs, sends no second SMS", async () => {
    const { phone, ask } = await mover(endpoint);
    const first = await ask();
    for (let index = 0; index < 3; index++) {
      const again = await ask();
      expect(again.status).toBe(202);
      expect(again.body).toEqual(first.body);
    }
    expect(await codesTo(shop, phone)).toHaveLength(1);
  });

  test("a first phone has to be proved as well", async () => {
    const { client, phone, ask, submit } = await mover(endpoint, { phone: null });
    expect((await ask()).status).toBe(202);
    expect((await client.get(endpoint)).body.phone).toBeNull();
    expect(await submit(await newestCode(shop, phone))).toMatchObject({ status: 200, body: { phone } });
  });
});

describe.each(ENDPOINTS)("200 on %s", (_name, endpoint) => {
  test('a new code is answered by exactly {"message": "success"}, and only it works from then on', async () => {
    const { customer, phone, ask, resend, submit } = await mover(endpoint);
    await ask();
    expect(await resend()).toMatchObject({ status: 200, body: { message: "success" } });
    const [old = "", fresh = ""] = await codesTo(shop, phone);
    expect(await submit(old)).toMatchObject({ status: 406, body: { error_code: "sms_verification_100_4" } });
    expect((await rowOf(customer)).phone).toBe(customer.phone);
    expect((await submit(fresh)).status).toBe(200);
  });

  test('"success" stays as it is in every language', async () => {
    for (const language of LANGUAGES) {
      const { ask, resend } = await mover(endpoint);
      await ask();
      const { headers, body } = await resend({ "accept-language": language });
      expect(body).toEqual({ message: "success" });
      expect(headers.get("content-language")).toBe(language);
    }
  });

  test("resend without a first question starts the dialogue", async () => {
    const { phone, resend, submit } = await mover(endpoint);
    expect(await resend()).toMatchObject({ status: 200, body: { message: "success" } });
    expect((await submit(await newestCode(shop, phone))).status).toBe(200);
  });

  test("the right code changes the phone and everything sent with it, and answers the whole profile", async () => {
    const { customer, client, phone } = await mover(endpoint);
    const { body: before } = await client.get(endpoint);
    const dialogue = dialogueFor(client, endpoint, phone, { first_name: "Jane", email_allowed: true });
    await dialogue.ask();
    const { status, body } = await dialogue.submit(await newestCode(shop, phone));
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(WHOLE_PROFILE);
    expect(body).toEqual({ ...before, phone, first_name: "Jane", email_allowed: true });
    expect((await client.get(endpoint)).body).toEqual(body);
    const row = await rowOf(customer);
    expect(row.phoneCanonical).toBe(phone);
    expect(row.phoneVerifiedAt).not.toBeNull();
  });

  test("the consent ledger has its lines from the moment of the proof, not of the question", async () => {
    const { customer, client, phone } = await mover(endpoint, { smsAllowed: true });
    const dialogue = dialogueFor(client, endpoint, phone, { email_allowed: "true", sms_allowed: false });
    await dialogue.ask();
    const lines = () => shop.db.consentEvent.findMany({ where: { customerId: customer.id }, orderBy: { id: "asc" } });
    expect(await lines()).toEqual([]);
    await dialogue.submit(await newestCode(shop, phone));
    const source = endpoint === withLoyalty ? "profile-with-loyalty" : "profile";
    expect(await lines()).toMatchObject([
      { channel: "email", oldValue: null, newValue: true, source },
      { channel: "sms", oldValue: true, newValue: false, source },
    ]);
  });

  test("the old number and the mailbox are told, in the customer's own language", async () => {
    const { customer, phone, ask, submit } = await mover(endpoint, { languageCode: "de-de" });
    await ask();
    const code = await newestCode(shop, phone);
    expect(await messagesTo(shop, String(customer.phone))).toEqual([]);
    await submit(code);
    await vi.waitFor(async () => {
      const [notice, ...others] = await messagesTo(shop, String(customer.phone));
      expect(others).toEqual([]);
      expect(notice?.code).toBeNull();
      expect(notice?.body).toContain("Ihr Konto hat eine neue Nummer");
      const mails = await shop.db.devMessage.findMany({ where: { channel: "mail", to: String(customer.email) } });
      expect(mails).toHaveLength(1);
      expect(mails[0]?.body).toContain(API_MESSAGES.de.mail.phone_changed.subject);
    });
  });

  test("all other sessions are over, the present one lives", async () => {
    const { customer, client, phone, ask, submit } = await mover(endpoint);
    const others = await Promise.all([as(shop, customer), as(shop, customer)]);
    const stranger = await as(shop, await createCustomer(shop));
    await ask();
    for (const other of others) expect((await other.get(profile)).status).toBe(200);
    expect((await submit(await newestCode(shop, phone))).status).toBe(200);
    for (const other of others) expect((await other.get(profile)).status).toBe(401);
    expect((await client.get(profile)).status).toBe(200);
    expect((await stranger.get(profile)).status).toBe(200);
  });

  test("a caller with an API token leads the dialogue as well, and every session is over then", async () => {
    const { customer, client, phone } = await mover(endpoint);
    const program = await withToken(shop, customer);
    const dialogue = dialogueFor(program, endpoint, phone);
    expect((await dialogue.ask()).status).toBe(202);
    expect((await dialogue.submit(await newestCode(shop, phone))).body.phone).toBe(phone);
    expect((await program.get(profile)).status).toBe(200);
    expect((await client.get(profile)).status).toBe(401);
  });

  test("the same answer once more, when the first reply got lost, is 200 and changes nothing", async () => {
    const { client, phone, ask, submit } = await mover(endpoint);
    await ask();
    const code = await newestCode(shop, phone);
    const first = await submit(code);
    const again = await submit(code);
    expect(again).toMatchObject({ status: 200, body: first.body });
    expect((await client.get(endpoint)).body).toEqual(first.body);
  });
});

describe("200 for a code however it is written", () => {
  const digits = (zero: number) => (code: string) =>
    code.replaceAll(/\d/g, (digit) => String.fromCharCode(zero + Number(digit)));
  test.each<[string, (code: string) => string]>([
    ["with a blank in the middle", (code) => `${code.slice(0, 3)} ${code.slice(3)}`],
    ["with dashes and blanks around", (code) => ` ${code.slice(0, 2)}-${code.slice(2, 4)}–${code.slice(4)} `],
    ["in Arabic-Indic digits", digits(0x660)],
    ["in Persian digits", digits(0x6f0)],
    ["in Devanagari digits", digits(0x966)],
    ["in full-width digits", digits(0xff10)],
    ["between the marks of right-to-left text", (code) => `\u200f${code}\u200e`],
  ])("%s", async (_name, write) => {
    const { phone, ask, submit } = await mover(profile);
    await ask();
    expect(await submit(write(await newestCode(shop, phone)))).toMatchObject({ status: 200, body: { phone } });
  });

  test("and the flag resend as the word false, which is no wish for another", async () => {
    const { phone, ask, submit } = await mover(profile);
    await ask();
    const answered = await submit(await newestCode(shop, phone), { resend: "false" });
    expect(answered).toMatchObject({ status: 200, body: { phone } });
  });

  test("or as the word true, which is one", async () => {
    const { client, phone } = await mover(profile);
    const body = { phone, resend: "True" };
    expect((await client.patch(profile, { body })).body).toEqual({ message: "success" });
  });

  test("in a form instead of JSON", async () => {
    const { client, phone, ask } = await mover(profile);
    await ask();
    const body = new URLSearchParams({ phone, code: await newestCode(shop, phone), resend: "false" });
    expect(await client.patch(profile, { body })).toMatchObject({ status: 200, body: { phone } });
  });

  test("the number may be written otherwise in the answer than in the question: it is one number", async () => {
    const { client, phone, ask } = await mover(profile);
    await ask();
    const written = `0${phone.slice(3, 6)} ${phone.slice(6)}`;
    const body = { phone: written, code: await newestCode(shop, phone) };
    expect(await client.patch(profile, { body })).toMatchObject({ status: 200, body: { phone: written } });
  });
});
