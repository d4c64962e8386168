import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import * as me from "@/app/api/shop/customers/me/route";
import * as otpLogin from "@/app/api/users/otp-login/route";
import { newBrowser } from "@/lib/testing/browser";
import { wrongCode } from "@/lib/testing/challenges";
import { type Answer, clientWith } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { messagesTo, newestCode } from "@/lib/testing/mailbox";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";
import * as signIn from "./signin/route";
import * as verify from "./verify/route";

/* The client of customers/me signs in by code: it keeps no cookie, names no number the second time, and gets a token. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const WRONG = { non_field_errors: "Verification codes do not match.", error_code: "sms_verification_100_2" };
const EXPIRED = {
  non_field_errors: "Sms otp code expired. Please resend code.",
  error_code: "sms_verification_100_4",
};

/** A client unlike any other by its name. */
const newClient = () => clientWith({ "user-agent": `app/${randomBytes(6).toString("hex")}` });

async function createOwner() {
  const phone = uniquePhone();
  return { ...(await createCustomer(shop, { phone, phoneVerifiedAt: new Date() })), phone };
}

async function askFor(phone: string, client = newClient()) {
  expect((await client.post(signIn, { body: { mobile_number: phone } })).status).toBe(200);
  return { client, code: await newestCode(shop, phone) };
}

/** Asks in as many names as it takes until the code is one that this test wants. */
async function askForCode(phone: string, isWanted: (code: string) => boolean) {
  const env = { ...shop.env, OTP_LENGTH: 4 };
  for (;;) {
    await shop.db.rateLimit.deleteMany({ where: { key: { startsWith: "sms" } } });
    const asked = await serveWith(shop, { env }, () => askFor(phone));
    if (isWanted(asked.code)) return { ...asked, env };
  }
}

async function belongsTo(token: string): Promise<number> {
  return (await clientWith({ authorization: `Token ${token}` }).get(me)).body.id;
}

describe("200", () => {
  test("a token that works on customers/me, and no cookie in any answer", async () => {
    const { id, phone } = await createOwner();
    const client = newClient();
    const asked = await client.post(signIn, { body: { mobile_number: phone } });
    expect(asked.body.verification).toMatchObject({ purpose: "token_sign_in", attempts_left: 5 });
    const code = Number(await newestCode(shop, phone));
    const answer = await client.post(verify, { body: { code } });
    expect({ status: answer.status, body: answer.body }).toEqual({
      status: 200,
      body: { token: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(await belongsTo(answer.body.token)).toBe(id);
    for (const { headers } of [asked, answer]) expect(headers.getSetCookie()).toEqual([]);
    expect(await shop.db.session.count({ where: { customerId: id } })).toBe(0);
  });

  test("the code as a number that lost its leading zeros, as a text, and in Arabic-Indic digits", async () => {
    const { id, phone } = await createOwner();
    const arabic = (code: string) => code.replaceAll(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
    for (const write of [Number, String, arabic]) {
      const { client, code, env } = await askForCode(phone, (sent) => sent.startsWith("0"));
      const answer = await serveWith(shop, { env }, () => client.post(verify, { body: { code: write(code) } }));
      expect(answer.status).toBe(200);
      expect(await belongsTo(answer.body.token)).toBe(id);
    }
  }, 60_000);

  test("the number in any spelling; the same question again is no second message, resend is one", async () => {
    const { id, phone } = await createOwner();
    const client = newClient();
    const spellings = [phone, `0${phone.slice(3)}`, `(${phone.slice(3, 6)}) ${phone.slice(6)}`];
    for (const mobile_number of spellings) await client.post(signIn, { body: { mobile_number } });
    expect(await messagesTo(shop, phone)).toHaveLength(1);
    const { body } = await client.post(signIn, { body: { mobile_number: phone, resend: true } });
    expect(body).toEqual({ message: "success" });
    expect(await messagesTo(shop, phone)).toHaveLength(2);
    const answer = await client.post(verify, { body: { code: await newestCode(shop, phone) } });
    expect(await belongsTo(answer.body.token)).toBe(id);
  });

  test("a code is used once: of eight at the same time one gets a token", async () => {
    const { id, phone } = await createOwner();
    const { client, code } = await askFor(phone);
    const answers = await Promise.all(Array.from({ length: 8 }, () => client.post(verify, { body: { code } })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(406)]);
    expect(await shop.db.apiToken.count({ where: { customerId: id } })).toBe(1);
    expect((await client.post(verify, { body: { code } })).body).toEqual(EXPIRED);
  });
});

describe("several pending sign-ins of one client", () => {
  test("each is found by its own code, in any order", async () => {
    const client = newClient();
    const owners = [await createOwner(), await createOwner(), await createOwner()];
    const codes = [];
    for (const { phone } of owners) codes.push((await askFor(phone, client)).code);
    if (new Set(codes).size < codes.length) return; // One in 300,000 runs: then nobody could tell them apart.
    for (const at of [1, 2, 0]) {
      const answer = await client.post(verify, { body: { code: codes[at] } });
      expect(await belongsTo(answer.body.token)).toBe(owners[at]?.id);
    }
  });

  test("a wrong guess counts for each of them; one that is right for a neighbour counts for none", async () => {
    const client = newClient();
    const [first, second] = [await createOwner(), await createOwner()];
    const { code: firstCode } = await askFor(first.phone, client);
    const { code: secondCode } = await askFor(second.phone, client);
    const left = async (phone: string) =>
      (await client.post(signIn, { body: { mobile_number: phone } })).body.verification.attempts_left;
    const wrong = [1, 2, 3, 4].map((n) => wrongCode(firstCode, n)).find((code) => code !== secondCode) ?? "";
    expect((await client.post(verify, { body: { code: wrong } })).body).toEqual(WRONG);
    expect([await left(first.phone), await left(second.phone)]).toEqual([4, 4]);
    expect((await client.post(verify, { body: { code: firstCode } })).status).toBe(200);
    expect(await left(second.phone)).toBe(4);
    expect((await client.post(verify, { body: { code: secondCode } })).status).toBe(200);
  });

  test("five wrong guesses void all of them", async () => {
    const client = newClient();
    const [first, second] = [await createOwner(), await createOwner()];
    const codes = [(await askFor(first.phone, client)).code, (await askFor(second.phone, client)).code];
    const wrong = Array.from({ length: 7 }, (_, n) => wrongCode(codes[0] ?? "", n + 1));
    for (const code of wrong.filter((guess) => guess !== codes[1]).slice(0, 5)) {
      expect((await client.post(verify, { body: { code } })).body).toEqual(WRONG);
    }
    for (const code of codes) expect((await client.post(verify, { body: { code } })).body).toEqual(EXPIRED);
  });

  test("the same wrong guess four times counts once", async () => {
    const { phone } = await createOwner();
    const { client, code } = await askFor(phone);
    for (let time = 0; time < 4; time++) {
      expect((await client.post(verify, { body: { code: wrongCode(code) } })).body).toEqual(WRONG);
    }
    const { body } = await client.post(signIn, { body: { mobile_number: phone } });
    expect(body.verification.attempts_left).toBe(4);
  });
});

describe("406", () => {
  test("the code of a client with another name or address is not found, and stays good for its own", async () => {
    const { phone } = await createOwner();
    const name = { "user-agent": `app/${randomBytes(6).toString("hex")}` };
    const at = (ip: string) => clientWith({ ...name, "x-forwarded-for": ip });
    const { client, code } = await askFor(phone, at("203.0.113.7"));
    for (const stranger of [newClient(), at("203.0.113.8"), clientWith({ "x-forwarded-for": "203.0.113.7" })]) {
      expect((await stranger.post(verify, { body: { code } })).body).toEqual(EXPIRED);
    }
    expect((await client.post(verify, { body: { code } })).status).toBe(200);
  });

  test("a code for a session opens no token, and one for a token no session", async () => {
    const { phone } = await createOwner();
    const { headers } = newClient();
    const browser = newBrowser();
    await browser.post(otpLogin, { headers, body: { phone } });
    const code = await newestCode(shop, phone);
    expect((await clientWith(headers).post(verify, { body: { code } })).body).toEqual(EXPIRED);

    const other = await createOwner();
    const asked = await askFor(other.phone, clientWith(headers));
    const answer = await browser.post(otpLogin, { headers, body: { phone: other.phone, code: asked.code } });
    expect(answer.status).toBe(406);
  });

  test("without a question before", async () => {
    const answer = await newClient().post(verify, { body: { code: 123456 } });
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 406, body: EXPIRED });
  });
});

test("the same answers for numbers with and without an account; only the number's owner sees the difference", async () => {
  const closed = await createCustomer(shop, { isActive: false, phoneVerifiedAt: new Date() });
  const unproved = await createCustomer(shop);
  const known = await createOwner();
  const seen = [];
  for (const phone of [known.phone, uniquePhone(), String(closed.phone), String(unproved.phone)]) {
    const client = newClient();
    const story: Answer[] = [await client.post(signIn, { body: { mobile_number: phone } })];
    const [message, ...more] = await messagesTo(shop, phone);
    expect(more).toEqual([]);
    expect(message?.code === null).toBe(phone !== known.phone);
    const code = wrongCode(message?.code ?? "123456");
    story.push(await client.post(verify, { body: { code } }));
    story.push(await client.post(signIn, { body: { mobile_number: phone, resend: true } }));
    const told = (body: unknown) =>
      JSON.stringify(body)
        .replaceAll(/\d{4}-[^"]+Z/g, "time")
        .replaceAll(/•\d+/g, "");
    seen.push(story.map(({ status, headers, body }) => ({ status, headers: [...headers.keys()], body: told(body) })));
  }
  for (const story of seen) expect(story).toEqual(seen[0]);
});

describe("400", () => {
  test.each([
    [{}, "This field is required."],
    [{ mobile_number: null }, "This field may not be null."],
    [{ mobile_number: 5_321_234_567 }, "Enter a valid phone number."],
    [{ mobile_number: "+88213300000" }, "We cannot send messages to this number."],
  ])("signin %j → %s", async (body, text) => {
    const answer = await newClient().post(signIn, { body });
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 400, body: { mobile_number: [text] } });
  });

  test.each([
    [{}, "This field is required."],
    [{ code: null }, "This field may not be null."],
    [{ code: -1 }, "A code has 4 to 20 digits."],
    [{ code: 1.5 }, "A code has 4 to 20 digits."],
    [{ code: 1e20 }, "A code has 4 to 20 digits."],
    [{ code: "12" }, "A code has 4 to 20 digits."],
    [{ code: true }, "A code has 4 to 20 digits."],
    [{ code: [123456] }, "A code has 4 to 20 digits."],
    [{ code: { not: "" } }, "A code has 4 to 20 digits."],
  ])("verify %j → %s", async (body, text) => {
    const answer = await newClient().post(verify, { body });
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 400, body: { code: [text] } });
  });
});
