import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import * as me from "@/app/api/shop/customers/me/route";
import { tokenVerifyBody } from "@/lib/auth/schema";
import { readBody } from "@/lib/testing/bodies";
import { forgetLimits, WRONG_CODE, wrongCodes } from "@/lib/testing/challenges";
import { type Answer, clientWith, statusAndBody } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { codesTo, messagesTo, newestCode } from "@/lib/testing/mailbox";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";
import * as signIn from "./signin/route";
import * as verify from "./signin/verify/route";

/* The client of customers/me signs in by code: it keeps no cookie, names no number the second time, and gets a token. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const refusal = (code: string, text: string) => ({ detail: text, non_field_errors: text, error_code: code, code });
const WRONG = refusal("sms_verification_100_2", "Verification codes do not match.");
const EXPIRED = refusal("sms_verification_100_4", "Sms otp code expired. Please resend code.");

/** A client unlike any other by its name. */
const newClient = (headers = {}) => clientWith({ "user-agent": `app/${randomBytes(6).toString("hex")}`, ...headers });

async function createOwner() {
  const phone = uniquePhone();
  return { ...(await createCustomer(shop, { phone, phoneVerifiedAt: new Date() })), phone };
}

/** A client that asked for its owner's code, and what it does with codes. */
async function askedFor({ id, phone }: { id: number; phone: string }, client = newClient()) {
  const ask = (more = {}) => client.post(signIn, { body: { mobile_number: phone, ...more } });
  const asked = await ask();
  expect(asked.status).toBe(200);
  return {
    client,
    id,
    phone,
    asked,
    ask,
    code: await newestCode(shop, phone),
    left: async () => (await ask()).body.verification.attempts_left,
    submit: (code: unknown) => client.post(verify, { body: { code } }),
  };
}

const belongsTo = async ({ body }: Answer) =>
  (await clientWith({ authorization: `Token ${body.token}` }).get(me)).body.id;

describe("200", () => {
  test("a token that works on customers/me, and no cookie in any answer", async () => {
    const { id, asked, code, submit } = await askedFor(await createOwner());
    expect(asked.body.verification).toMatchObject({ purpose: "token_sign_in", attempts_left: 5 });
    const answer = await submit(Number(code));
    expect(statusAndBody(answer)).toEqual({ status: 200, body: { token: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    expect(await belongsTo(answer)).toBe(id);
    for (const { headers } of [asked, answer]) expect(headers.getSetCookie()).toEqual([]);
    expect(await shop.db.session.findMany({ where: { customerId: id } })).toMatchObject([{ kind: "token" }]);
  });

  test("for the number in any spelling; resend alone sends a second message", async () => {
    const owner = await createOwner();
    const { id, ask, submit } = await askedFor(owner);
    await ask({ mobile_number: `0${owner.phone.slice(3)}` });
    expect(await codesTo(shop, owner.phone)).toHaveLength(1);
    expect((await ask({ resend: true })).body).toEqual({ message: "success" });
    expect(await codesTo(shop, owner.phone)).toHaveLength(2);
    expect(await belongsTo(await submit(await newestCode(shop, owner.phone)))).toBe(id);
  });

  test("for a code as a number that has lost its leading zeros", async () => {
    const owner = await createOwner();
    await serveWith(shop, { env: { ...shop.env, OTP_LENGTH: 4 } }, async () => {
      for (;;) {
        await forgetLimits(shop);
        const { id, code, submit } = await askedFor(owner);
        if (!code.startsWith("0")) continue;
        expect(await belongsTo(await submit(Number(code)))).toBe(id);
        return;
      }
    });
  });

  test("for one of eight at once with the right code", async () => {
    const { id, code, submit } = await askedFor(await createOwner());
    const answers = await Promise.all(Array.from({ length: 8 }, () => submit(code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(406)]);
    expect(await shop.db.session.count({ where: { customerId: id } })).toBe(1);
  });
});

describe("several pending sign-ins of one client", () => {
  async function askedByOne(count: number): Promise<Awaited<ReturnType<typeof askedFor>>[]> {
    const client = newClient();
    const asked = [];
    for (let index = 0; index < count; index++) asked.push(await askedFor(await createOwner(), client));
    // One in 300,000 runs draws a code twice: then nobody could tell the sign-ins apart.
    return new Set(asked.map(({ code }) => code)).size === count ? asked : askedByOne(count);
  }

  test("are each found by its own code, in any order", async () => {
    const [first, second, third] = await askedByOne(3);
    for (const one of [second, third, first])
      expect(await belongsTo((await one?.submit(one.code)) as Answer)).toBe(one?.id);
  });

  test("lose nothing by a wrong code, which was meant for one of them at most: it counts against the client", async () => {
    const [first, second] = await askedByOne(2);
    for (const code of [...wrongCodes(5), WRONG_CODE, WRONG_CODE])
      expect((await first?.submit(code))?.body).toEqual(WRONG);
    expect([await first?.left(), await second?.left()]).toEqual([5, 5]);
    expect((await second?.submit(second.code))?.status).toBe(200);
    expect((await first?.submit(WRONG_CODE))?.body).toEqual(WRONG);
    expect(await first?.left()).toBe(4);
    expect((await first?.submit(first.code))?.status).toBe(200);
  });

  test("of which one is right are found among 20", async () => {
    await forgetLimits(shop);
    const asked = await askedByOne(20);
    expect(await belongsTo((await asked[3]?.submit(asked[3].code)) as Answer)).toBe(asked[3]?.id);
  });

  test("are looked for among the newest 200", async () => {
    const { phone, code, submit } = await askedFor(await createOwner());
    await shop.db.$executeRaw`
      INSERT INTO verification (holder, purpose, client_key, phone, confirm_hash, code_hash, code_length, sent_at, expires_at)
      SELECT holder || n, purpose, client_key, phone, '', md5(n::text), code_length, now(), expires_at
      FROM verification, generate_series(100, 299) AS n WHERE phone = ${phone}`;
    expect((await submit(code)).body).toEqual(WRONG);
  });

  test("are 429 after ten different wrong codes in an hour, for this client alone", async () => {
    const [first, second] = await askedByOne(2);
    for (const code of wrongCodes(10)) expect((await first?.submit(code))?.body).toEqual(WRONG);
    expect((await first?.submit(first.code))?.status).toBe(429);
    const owner = { id: second?.id ?? 0, phone: second?.phone ?? "" };
    await forgetLimits(shop, "sms");
    const elsewhere = await askedFor(owner);
    expect(await belongsTo(await elsewhere.submit(elsewhere.code))).toBe(owner.id);
  });
});

test("406 for the code of a client with another name or address, which stays good for its own", async () => {
  const headers = { "user-agent": `app/${randomBytes(6).toString("hex")}`, "x-forwarded-for": "203.0.113.7" };
  const { code, submit } = await askedFor(await createOwner(), clientWith(headers));
  for (const change of [{ "user-agent": "app/other" }, { "x-forwarded-for": "203.0.113.8" }]) {
    const answer = await clientWith({ ...headers, ...change }).post(verify, { body: { code } });
    expect(statusAndBody(answer)).toEqual({ status: 406, body: EXPIRED });
  }
  expect((await submit(code)).status).toBe(200);
});

test("200 and 406 alike for numbers with and without an account; only the number's owner sees the difference", async () => {
  const closed = await createCustomer(shop, { isActive: false, phoneVerifiedAt: new Date() });
  const [known, unverified] = [await createOwner(), await createCustomer(shop)];
  const stories = [];
  for (const phone of [known.phone, uniquePhone(), String(closed.phone), String(unverified.phone)]) {
    const client = newClient();
    const story = [await client.post(signIn, { body: { mobile_number: phone } })];
    const [message, ...more] = await messagesTo(shop, phone);
    expect([message?.code === null, more]).toEqual([phone !== known.phone, []]);
    story.push(await client.post(verify, { body: { code: WRONG_CODE } }));
    story.push(await client.post(signIn, { body: { mobile_number: phone, resend: true } }));
    stories.push(
      story.map(({ status, headers, body }) => ({
        status,
        headers: [...headers.keys()],
        body: JSON.stringify(body).replaceAll(/\d{4}-[^"]+Z|•\d+/g, ""),
      })),
    );
  }
  for (const story of stories) expect(story).toEqual(stories[0]);
});

test.each<[unknown, string]>([
  [undefined, "This field is required."],
  [null, "This field may not be null."],
  ...[-1, 1.5, 1e20, "12", true, [123456], { not: "" }].map((code): [unknown, string] => [
    code,
    "A code has 4 to 20 digits.",
  ]),
])("400 for the code %j: %s", async (code, text) => {
  expect(await readBody(tokenVerifyBody, { code })).toEqual({ status: 400, body: { code: [text] } });
});
