import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { ChallengeHolder } from "@/lib/auth/rules";
import type { RunStatement } from "@/lib/platform/database/statements";
import { type Env, parseEnv } from "@/lib/platform/env";
import { type AppError, FieldErrors } from "@/lib/platform/errors";
import { createLimits, type LimitName } from "@/lib/platform/limits";
import type { RequestContext } from "@/lib/platform/request-context";
import { sha256 } from "@/lib/platform/secrets";
import {
  challenger,
  forgetLimits,
  GUEST,
  passTime,
  randomNetwork,
  TEST_CONTEXT,
  WRONG_CODE,
  wrongCodes,
} from "@/lib/testing/challenges";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { readableLog } from "@/lib/testing/log-lines";
import { codesTo, messagesTo, newestCode } from "@/lib/testing/mailbox";
import { memorySms } from "@/lib/testing/memory-sms";
import { openShop, type Shop } from "@/lib/testing/shop";
import { deleteEndedVerifications } from "@/lib/verification/store";
import { toVerificationResponse } from "@/lib/verification/view";
import { getOpenVerification, resumeChallenge } from "./service";

/* The one challenge, whatever it is asked for: the endpoints' tests prove only that they lead it, and what is their own. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
beforeEach(() => forgetLimits(shop));

type Challenger = Awaited<ReturnType<typeof challenger>>;

const WRONG = "sms_verification_100_2";
const EXPIRED = "sms_verification_100_4";
const HOUR = 3600;
const DAY = 24 * HOUR;

/** Somebody who has asked for a code, and that code. */
async function asked(...[overrides]: [Parameters<typeof challenger>[1]?]) {
  const one = await challenger(shop, overrides);
  expect(await one.ask()).toBe("sent");
  return { ...one, code: (await codesTo(shop, one.phone)).at(-1) ?? "none" };
}

async function createOwner() {
  const phone = uniquePhone();
  return { ...(await createCustomer(shop, { phone, phoneVerifiedAt: new Date() })), phone };
}

/** The challenge as its holder is told of it. */
const stateOf = async ({ actor }: Challenger, purpose = "phone_change" as const) =>
  toVerificationResponse(await getOpenVerification(shop, actor, purpose));

const secondsUntil = (instant: string) => (Date.parse(instant) - Date.now()) / 1000;

async function expectThrottled(
  attempt: Promise<unknown>,
  { atLeast = 1, atMost }: { atLeast?: number; atMost: number },
) {
  const error = await attempt.catch((refusal: unknown) => refusal);
  expect(error).toMatchObject({ code: "throttled" });
  const { retryAfterSeconds } = error as AppError;
  expect(retryAfterSeconds).toBeGreaterThanOrEqual(atLeast);
  expect(retryAfterSeconds).toBeLessThanOrEqual(atMost);
}

function tally(outcomes: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

const atOnce = async <T>(count: number, call: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => call(index)));

describe("the message", () => {
  test("has six digits, their life, and ends with the host and the code, so that browsers fill it in there only", async () => {
    const { phone, code } = await asked();
    const [message, ...others] = await messagesTo(shop, phone);
    expect(others).toEqual([]);
    expect(code).toMatch(/^\d{6}$/);
    expect(message?.body).toMatch(
      new RegExp(`^${shop.env.SHOP_NAME}: your code is ${code}\\. It is valid for 5 minutes\\.`),
    );
    expect(message?.body.endsWith(`\n@localhost #${code}`)).toBe(true);
  });

  test.each(["loyalty_join", "loyalty_update"] as const)("has four digits for %s, as documented", async (purpose) => {
    expect((await asked({ purpose })).code).toMatch(/^\d{4}$/);
  });

  test.each([
    ["phone_change", "someone tried to use this number for another account"],
    ["registration", "someone tried to use this number for another account"],
    ["sign_in", "it has no account"],
    ["token_sign_in", "it has no account"],
  ] as const)(
    "is an alert without a code where %s cannot come to anything, which only the number tells",
    async (purpose, text) => {
      const phone = text.startsWith("someone") ? (await createOwner()).phone : uniquePhone();
      const one = await asked({ purpose, phone });
      const [alert] = await messagesTo(shop, phone);
      expect(alert).toMatchObject({ code: null, body: expect.stringContaining(text) });
      expect(alert?.body).not.toMatch(/#\d|\b\d{6}\b/);
      for (const code of wrongCodes(5)) expect(await one.submit(code)).toBe(WRONG);
      expect(await one.submit("123456")).toBe(EXPIRED);
    },
  );

  test.each([
    ["phone_change", "Bu numara bir hesaba daha eklenmek istendi"],
    ["registration", "Bu numara bir hesaba daha eklenmek istendi"],
    ["sign_in", "Kodunuz"],
    ["password_reset", "e-posta adresinize"],
  ] as const)("is in the language of the number's owner, whoever asks: %s", async (purpose, text) => {
    const phone = uniquePhone();
    const own = { phone, phoneVerifiedAt: new Date(), languageCode: "tr-tr" };
    await createCustomer(shop, own);
    await asked({ purpose, phone, from: { language: "de" } });
    expect((await messagesTo(shop, phone))[0]?.body).toContain(text);
  });

  test("is in the language of the request where the number is nobody's", async () => {
    for (const [purpose, text] of [
      ["phone_change", "Ihr Code"],
      ["sign_in", "kein Konto"],
    ] as const) {
      const { phone } = await asked({ purpose, from: { language: "de" } });
      expect((await messagesTo(shop, phone))[0]?.body).toContain(text);
    }
  });

  test.each([
    ["phone_change", "phone"],
    ["token_sign_in", "mobile_number"],
  ] as const)("goes to no number out of reach: %s names %s, and nothing is left of it", async (purpose, field) => {
    const one = await challenger(shop, { purpose, phone: "+881612345678" });
    const error = await one.ask().catch((refusal: unknown) => refusal);
    expect(error).toBeInstanceOf(FieldErrors);
    expect(error).toMatchObject({ fields: { [field]: [{ key: "phone_unreachable" }] } });
    expect(await messagesTo(shop, one.phone)).toEqual([]);
    expect(await shop.db.verification.count({ where: { phone: one.phone } })).toBe(0);
    expect(await shop.db.rateLimit.count()).toBe(0);
  });

  test("is refused at the field where the gateway knows that the number never gets one, and is counted", async () => {
    const sms = Object.assign(memorySms(), { failing: "unreachable" as const });
    const one = await challenger({ ...shop, sms }, { purpose: "token_sign_in", actor: GUEST });
    const error = await one.ask().catch((refusal: unknown) => refusal);
    expect(error).toMatchObject({ fields: { mobile_number: [{ key: "phone_unreachable" }] } });
    expect(await shop.db.verification.count({ where: { phone: one.phone, codeHash: { not: null } } })).toBe(0);
    expect(await shop.db.rateLimit.count()).toBeGreaterThan(0);
  });

  test("goes to the countries of the shop's list, or to every one without a list", async () => {
    const cuban = () => `+535${uniquePhone().slice(-7)}`;
    const sending = async (SMS_COUNTRIES: string[] | null, phone: string) =>
      (await challenger({ ...shop, env: { ...shop.env, SMS_COUNTRIES } }, { phone })).ask();
    expect(await sending(["CU"], cuban())).toBe("sent");
    expect(await sending(null, cuban())).toBe("sent");
    await expect(sending(["CU"], uniquePhone())).rejects.toThrow(FieldErrors);
    await expect(sending(null, "+909001234567")).rejects.toThrow(FieldErrors);
  });
});

describe("asking", () => {
  test("opens a challenge for five minutes, with five guesses, in which another code can be had at once", async () => {
    const one = await asked();
    const state = await stateOf(one);
    expect(state).toMatchObject({
      purpose: "phone_change",
      phone_masked: `+90•••••••${one.phone.slice(-3)}`,
      attempts_left: 5,
    });
    expect(secondsUntil(state.expires_at)).toBeGreaterThan(295);
    expect(secondsUntil(state.expires_at)).toBeLessThanOrEqual(301);
    expect(secondsUntil(state.resend_at)).toBeLessThanOrEqual(1);
  });

  test("again within the minute is the same challenge and no second message, from 20 tabs at once too", async () => {
    const one = await challenger(shop);
    expect(tally(await atOnce(20, () => one.ask()))).toEqual({ sent: 20 });
    const state = await stateOf(one);
    expect(await one.ask()).toBe("sent");
    expect(await stateOf(one)).toEqual(state);
    expect(await codesTo(shop, one.phone)).toHaveLength(1);
  });

  test("for another number replaces the challenge: the first code is no good any more, and the new number's is", async () => {
    const one = await asked();
    const next = { phone: uniquePhone() };
    expect(await one.ask(next)).toBe("sent");
    expect(await one.submit(one.code)).toBe("sms_verification_100_1");
    expect(await one.submit(one.code, next)).toBe(WRONG);
    expect(await one.submit(await newestCode(shop, next.phone), next)).toBe("verified");
  });

  test("by resend sends another code and starts a challenge where there is none; the code before is void, and no guess", async () => {
    const one = await challenger(shop);
    expect(await one.resend()).toBe("resent");
    expect(await one.resend()).toBe("resent");
    const [old = "", fresh = ""] = await codesTo(shop, one.phone);
    expect(await one.submit(old)).toBe(EXPIRED);
    expect((await stateOf(one)).attempts_left).toBe(5);
    expect(await one.submit(fresh)).toBe("verified");
  });

  test("by resend wins over a code that is sent along", async () => {
    const one = await asked();
    expect(await one.take({ resend: true, code: one.code })).toMatchObject({ step: "resent" });
  });

  test("accepts a code that is drawn once more after it was replaced", async () => {
    const one = await asked();
    await one.resend();
    await shop.db
      .$executeRaw`UPDATE verification SET superseded_hashes = ARRAY[code_hash::text] WHERE phone = ${one.phone}`;
    expect(await one.submit(await newestCode(shop, one.phone))).toBe("verified");
  });

  test("by 20 requests for another code at once sends two at most, and the newest works", async () => {
    const one = await asked();
    expect(tally(await atOnce(20, () => one.resend()))).toMatchObject({ resent: expect.any(Number) });
    expect((await codesTo(shop, one.phone)).length).toBeLessThanOrEqual(2);
    expect(await one.submit(await newestCode(shop, one.phone))).toBe("verified");
  });

  test("while the old code is submitted ends with a living code's use only", async () => {
    const one = await asked();
    const [submitted, resent] = await Promise.all([one.submit(one.code), one.resend()]);
    expect(["verified", EXPIRED]).toContain(submitted);
    expect(resent).toBe("resent");
    if (submitted === EXPIRED) expect(await one.submit(await newestCode(shop, one.phone))).toBe("verified");
  });
});

describe("a submitted code", () => {
  test("is wrong or right, and good once", async () => {
    const one = await asked();
    expect(await one.submit(WRONG_CODE)).toBe(WRONG);
    expect(await one.submit(one.code)).toBe("verified");
    expect(await one.submit(one.code)).toBe(EXPIRED);
    await expect(getOpenVerification(shop, one.actor, "phone_change")).rejects.toMatchObject({ code: "not_found" });
  });

  test("that has not as many digits is wrong, is no guess, and cannot be compared to one that has", async () => {
    const one = await asked();
    const others = ["0000", one.code.slice(0, 5), one.code.slice(1), `1${one.code}`, `1${one.code}0`];
    for (const code of others) expect(await one.submit(code)).toBe(WRONG);
    expect(await stateOf(one)).toMatchObject({ attempts_left: 5, code_length: 6 });
    expect(await shop.db.rateLimit.count({ where: { key: { startsWith: "codeGuesses" } } })).toBe(0);
    expect(await one.submit(`000${one.code}`)).toBe("verified");
  });

  test("is drawn from all that there are", async () => {
    const codes = [];
    for (let time = 0; time < 12; time++) codes.push((await asked()).code);
    expect(new Set(codes).size).toBeGreaterThan(10);
  });

  test("is stored as an HMAC whose key is made of the shop's secret, and is not in the database", async () => {
    const { phone, code } = await asked();
    const { id, codeHash } = await shop.db.verification.findFirstOrThrow({ where: { phone } });
    const key = Buffer.from(hkdfSync("sha256", shop.env.APP_SECRET[0], "storefront-account", "sms-code", 32));
    expect(codeHash).toBe(createHmac("sha256", key).update(`${id}:${code}`).digest("hex"));
  });

  test("lives for five minutes by the database's clock", async () => {
    const one = await asked();
    await passTime(shop, 280);
    expect(await one.submit(WRONG_CODE)).toBe(WRONG);
    await passTime(shop, 20);
    expect(await one.submit(one.code)).toBe(EXPIRED);
    await expect(getOpenVerification(shop, one.actor, "phone_change")).rejects.toMatchObject({ code: "not_found" });
  });

  test("is deleted with all that it stood for a quarter of an hour after its life", async () => {
    const { phone } = await asked();
    await passTime(shop, 300 + 890);
    await deleteEndedVerifications(shop.db);
    expect(await shop.db.verification.count({ where: { phone } })).toBe(1);
    await passTime(shop, 15);
    await deleteEndedVerifications(shop.db);
    expect(await shop.db.verification.count({ where: { phone } })).toBe(0);
  });

  test("is good for nobody but who asked: not without a question, nor for another account or session, nor for another purpose", async () => {
    const owner = await createOwner();
    const one = await asked({ customer: owner, phone: owner.phone });
    const elsewhere = await challenger(shop, { customer: owner, phone: owner.phone });
    const stranger = await challenger(shop, { phone: owner.phone });
    const forDeletion = await challenger(shop, { actor: one.actor, phone: one.phone, purpose: "account_deletion" });
    for (const other of [elsewhere, stranger, forDeletion]) expect(await other.submit(one.code)).toBe(EXPIRED);
    expect(await forDeletion.ask()).toBe("sent");
    if ((await newestCode(shop, one.phone)) !== one.code) expect(await forDeletion.submit(one.code)).toBe(WRONG);
    expect(await one.submit(one.code)).toBe("verified");
  });

  test("dies with the session that asked", async () => {
    const one = await asked();
    await shop.db.session.deleteMany({ where: { customerId: one.actor.customer?.id ?? 0 } });
    expect(await one.submit(one.code)).toBe(EXPIRED);
    expect(await one.ask()).toBe(EXPIRED);
    expect(await shop.db.verification.count({ where: { phone: one.phone } })).toBe(0);
  });

  test("is compared after the number, and what it confirms: 100_1, then kvkk, then 100_2, and only the last is a guess", async () => {
    const confirmation = {
      phone: "0532",
      smsAllowed: true,
      emailAllowed: null,
      callAllowed: false,
      email: "a@b.example",
    };
    const one = await asked({ confirmation });
    const changed = { confirmation: { ...confirmation, smsAllowed: null } };
    expect(await one.submit(WRONG_CODE, { ...changed, phone: uniquePhone() })).toBe("sms_verification_100_1");
    await expect(one.take({ code: WRONG_CODE }, changed)).rejects.toMatchObject({
      code: "kvkk_service_100_2",
      values: {
        phone: "0532",
        sms_allowed: "null",
        email_allowed: "null",
        call_allowed: "false",
        email: "a@b.example",
      },
    });
    expect((await stateOf(one)).attempts_left).toBe(5);
    expect(await one.ask(changed)).toBe("sent");
    expect(await codesTo(shop, one.phone)).toHaveLength(2);
    expect(await one.submit(one.code, changed)).toBe(EXPIRED);
  });
});

describe("guesses", () => {
  /** Wrong guesses, each of which is looked at. */
  async function guessWrongly({ submit }: Challenger, guesses: string[]): Promise<void> {
    for (const guess of guesses) expect(await submit(guess)).toBe(WRONG);
  }

  test("void the code after five, the right one too, until another is asked for by either way", async () => {
    const one = await asked();
    for (const [index, guess] of wrongCodes(5).entries()) {
      await guessWrongly(one, [guess]);
      expect((await stateOf(one)).attempts_left).toBe(4 - index);
    }
    expect(await one.submit(one.code)).toBe(EXPIRED);
    expect(await one.ask()).toBe("sent");
    expect((await stateOf(one)).attempts_left).toBe(5);
    expect(await one.submit(await newestCode(shop, one.phone))).toBe("verified");
  });

  test("that are the same count once, 20 at once too, and are forgotten with a code that is replaced", async () => {
    const one = await asked();
    const [first = "", second = ""] = wrongCodes(2);
    expect(tally(await atOnce(20, () => one.submit(first)))).toEqual({ [WRONG]: 20 });
    await guessWrongly(one, [second, first]);
    expect((await stateOf(one)).attempts_left).toBe(3);
    const counters = await shop.db.rateLimit.findMany({ where: { key: { startsWith: "codeGuesses" } } });
    expect(counters.map(({ points }) => points)).toEqual([2, 2]);
    await one.resend();
    expect((await stateOf(one)).attempts_left).toBe(5);
  });

  test("of 50 at once are looked at five times at most, the right one among them", async () => {
    const one = await asked();
    expect(tally(await atOnce(50, (index) => one.submit(String(wrongCodes(50)[index]))))).toEqual({
      [WRONG]: 5,
      [EXPIRED]: 45,
    });
    const other = await asked();
    const codes = [...wrongCodes(25), other.code, ...wrongCodes(49).slice(25)];
    const {
      verified = 0,
      [WRONG]: wrong = 0,
      ...rest
    } = tally(await Promise.all(codes.map((code) => other.submit(code))));
    expect(verified).toBeLessThanOrEqual(1);
    expect(verified + wrong).toBeLessThanOrEqual(5);
    expect(Object.keys(rest)).toEqual([EXPIRED]);
  });

  test("of strangers are ten a day for one number, across accounts and purposes; the right code is refused then and counts nothing", async () => {
    const { phone } = await createOwner();
    const first = await asked({ phone });
    const second = await asked({ phone, purpose: "account_deletion" });
    await passTime(shop, 61);
    const third = await asked({ phone, purpose: "sign_in", actor: GUEST });
    await guessWrongly(first, wrongCodes(5));
    await guessWrongly(second, wrongCodes(10).slice(5));
    for (const code of [WRONG_CODE, ...wrongCodes(5), third.code, third.code]) {
      await expectThrottled(third.take({ code }), { atLeast: DAY - 600, atMost: DAY });
    }
    expect(await getOpenVerification(shop, third.actor, "sign_in")).toMatchObject({ triedCount: 0 });
    expect(await first.submit(wrongCodes(1)[0] ?? "")).toBe("throttled");
    await forgetLimits(shop, "sms");
    const sent = await countSent(phone);
    await expectThrottled((await challenger(shop, { actor: GUEST, phone, purpose: "sign_in" })).take({}), {
      atMost: DAY,
    });
    expect(await countSent(phone)).toBe(sent);
  });

  test("of strangers never refuse the right code of the owner, on a known device or signed in, who has ten of their own", async () => {
    const owner = await createOwner();
    const { phone } = owner;
    const deviceTokens = [randomBytes(16).toString("hex")];
    await shop.db.knownDevice.create({ data: { customerId: owner.id, tokenHash: sha256(String(deviceTokens[0])) } });
    for (const guesses of [wrongCodes(5), wrongCodes(10).slice(5)]) {
      await guessWrongly(await asked({ actor: GUEST, phone, purpose: "sign_in" }), guesses);
      await passTime(shop, 61);
    }
    expect(await (await challenger(shop, { actor: GUEST, phone, purpose: "sign_in" })).ask()).toBe("throttled");
    await forgetLimits(shop, "sms");
    const atHome = await asked({ actor: GUEST, phone, purpose: "sign_in", from: { deviceTokens } });
    expect(await atHome.submit(atHome.code)).toBe("verified");
    const signedIn = await asked({ customer: owner, phone, purpose: "account_deletion" });
    expect(await signedIn.submit(signedIn.code)).toBe("verified");
    await forgetLimits(shop, "sms");
    for (const guesses of [wrongCodes(5), wrongCodes(10).slice(5)]) {
      await guessWrongly(await asked({ actor: GUEST, phone, purpose: "sign_in", from: { deviceTokens } }), guesses);
    }
    await forgetLimits(shop, "sms");
    const more = await challenger(shop, { actor: GUEST, phone, purpose: "sign_in", from: { deviceTokens } });
    expect(await more.ask()).toBe("throttled");
  });

  test("that are repeated are refused in the end", async () => {
    const one = await asked({ actor: GUEST, purpose: "registration" });
    for (let index = 0; index < 60; index++) expect(await one.submit(WRONG_CODE)).toBe(WRONG);
    expect(await one.submit(WRONG_CODE)).toBe("throttled");
  });

  test("are ten a day for one account, across numbers and sessions, and hold nobody else up", async () => {
    const customer = await createCustomer(shop);
    await guessWrongly(await asked({ customer }), wrongCodes(5));
    const second = await asked({ customer });
    await guessWrongly(second, wrongCodes(9).slice(5));
    expect(await second.submit(second.code)).toBe("verified");
    const third = await asked({ customer });
    const last = await asked({ customer });
    await guessWrongly(third, wrongCodes(10).slice(9));
    await expectThrottled(last.take({ code: last.code }), { atLeast: DAY - 600, atMost: DAY });
    await expectThrottled(last.take({ resend: true }), { atLeast: DAY - 600, atMost: DAY });
    const other = await asked();
    expect(await other.submit(other.code)).toBe("verified");
  });

  test("are let pass again when the day is over", async () => {
    const one = await asked();
    await guessWrongly(one, wrongCodes(5));
    await one.resend();
    await guessWrongly(one, wrongCodes(10).slice(5));
    await passTime(shop, DAY - 60);
    expect(await one.ask()).toBe("throttled");
    await passTime(shop, 61);
    expect(await one.ask()).toBe("sent");
    expect(await one.submit(await newestCode(shop, one.phone))).toBe("verified");
  });
});

const countSent = async (phone: string) => (await messagesTo(shop, phone)).length;

describe("messages", () => {
  /** Asks for ever more messages; as a guest, no account's limit holds them up. */
  const sender = (phone?: string) =>
    challenger(shop, { actor: GUEST, purpose: "registration", ...(phone !== undefined && { phone }) });

  test("to one number are two at once, then none for a minute after the second; a refused resend keeps the code valid", async () => {
    const one = await asked();
    await passTime(shop, 50);
    expect(await one.resend()).toBe("resent");
    expect(secondsUntil((await stateOf(one)).resend_at)).toBeGreaterThan(50);
    await expectThrottled(one.take({ resend: true }), { atLeast: 55, atMost: 60 });
    await passTime(shop, 40);
    await expectThrottled(one.take({ resend: true }), { atLeast: 15, atMost: 20 });
    expect(await countSent(one.phone)).toBe(2);
    await passTime(shop, 21);
    expect(await one.resend()).toBe("resent");
    const { resend_at } = await stateOf(one);
    expect(secondsUntil(resend_at)).toBeGreaterThan(450);
    expect(secondsUntil(resend_at)).toBeLessThanOrEqual(600 - 111 + 1);
    expect(await one.resend()).toBe("throttled");
    expect(await one.submit(await newestCode(shop, one.phone))).toBe("verified");
  });

  test("to one number are 3 in ten minutes, 5 in an hour and 10 in a day, whoever asks", async () => {
    const { phone, resend, take } = await sender();
    const send = async () => expect(await resend()).toBe("resent");
    const refuse = (atMost: number) => expectThrottled(take({ resend: true }), { atLeast: atMost - 30, atMost });
    for (let hour = 0; hour < 2; hour++) {
      await send();
      await send();
      await passTime(shop, 61);
      await send();
      await refuse(600 - 61);
      await passTime(shop, 600 - 61);
      await send();
      await send();
      await passTime(shop, 61);
      await refuse(HOUR - 661);
      await passTime(shop, HOUR - 661);
    }
    await refuse(DAY - 2 * HOUR);
    expect(await countSent(phone)).toBe(10);
    await passTime(shop, DAY - 2 * HOUR);
    await send();
  });

  test("to a number by strangers hold up none of its owner's, on a known device or signed in, who has as many", async () => {
    const owner = await createOwner();
    const { phone } = owner;
    const deviceTokens = [randomBytes(16).toString("hex")];
    await shop.db.knownDevice.create({ data: { customerId: owner.id, tokenHash: sha256(String(deviceTokens[0])) } });
    const stranger = () => challenger(shop, { actor: GUEST, phone, purpose: "sign_in" });
    const atHome = () => challenger(shop, { actor: GUEST, phone, purpose: "sign_in", from: { deviceTokens } });
    for (let index = 0; index < 2; index++) expect(await (await stranger()).ask()).toBe("sent");
    expect(await (await stranger()).ask()).toBe("throttled");
    expect(await (await challenger(shop, { phone })).ask()).toBe("throttled");
    await asked({ actor: GUEST, phone, purpose: "sign_in", from: { deviceTokens } });
    await asked({ customer: owner, phone, purpose: "account_deletion" });
    await expectThrottled((await atHome()).take({}), { atMost: 60 });
    expect(await countSent(phone)).toBe(4);
  });

  test("to one number are counted over all purposes, and are two when ten accounts ask at once", async () => {
    const { phone } = await createOwner();
    await asked({ phone, purpose: "sign_in" });
    await asked({ phone, purpose: "token_sign_in" });
    const wanted = uniquePhone();
    const senders = await atOnce(10, () => sender(wanted));
    await expectThrottled((await sender(phone)).take({}), { atMost: 60 });
    expect(tally(await Promise.all(senders.map(({ ask }) => ask())))).toEqual({
      sent: 2,
      throttled: 8,
    });
  });

  test("by one account are 5 in an hour, to whatever numbers; the number is held up by none of it", async () => {
    const customer = await createCustomer(shop);
    for (let index = 0; index < 5; index++) await asked({ customer });
    const last = await challenger(shop, { customer });
    await expectThrottled(last.take({}), { atLeast: HOUR - 60, atMost: HOUR });
    expect(await countSent(last.phone)).toBe(0);
    await asked({ phone: last.phone });
    await passTime(shop, HOUR);
    expect(await last.ask()).toBe("sent");
  });

  test("to numbers that differ in their last four digits only are 20 in an hour, alerts among them", async () => {
    const block = uniquePhone().slice(0, -4);
    await createCustomer(shop, { phone: `${block}1003` });
    const { ask, take } = await sender();
    for (let index = 0; index < 20; index++) expect(await ask({ phone: `${block}${1000 + index}` })).toBe("sent");
    await expectThrottled(take({}, { phone: `${block}1020` }), { atMost: HOUR });
    expect(await ask()).toBe("sent");
    await passTime(shop, HOUR);
    expect(await ask({ phone: `${block}1020` })).toBe("sent");
  });

  test("to a block by strangers hold up none of its owners', on a known device or signed in, who have 20 of their own", async () => {
    const block = uniquePhone().slice(0, -4);
    const ownerOf = async (number: number) => {
      const phone = `${block}${number}`;
      return { ...(await createCustomer(shop, { phone, phoneVerifiedAt: new Date() })), phone };
    };
    const owner = await ownerOf(3000);
    const { phone } = owner;
    const deviceTokens = [randomBytes(16).toString("hex")];
    await shop.db.knownDevice.create({ data: { customerId: owner.id, tokenHash: sha256(String(deviceTokens[0])) } });
    const stranger = await sender();
    for (let index = 0; index < 20; index++) {
      expect(await stranger.ask({ phone: `${block}${1000 + index}` })).toBe("sent");
    }
    expect(await (await challenger(shop, { actor: GUEST, phone, purpose: "sign_in" })).ask()).toBe("throttled");
    // Whoever only wants one of its numbers is a stranger to it.
    expect(await (await challenger(shop, { phone: `${block}1020` })).ask()).toBe("throttled");
    await asked({ actor: GUEST, phone, purpose: "sign_in", from: { deviceTokens } });
    await asked({ customer: owner, phone, purpose: "account_deletion" });
    for (let index = 1; index <= 18; index++) {
      const neighbour = await ownerOf(3000 + index);
      await asked({ customer: neighbour, phone: neighbour.phone, purpose: "account_deletion" });
    }
    const last = await ownerOf(3019);
    const late = await challenger(shop, { customer: last, phone: last.phone, purpose: "account_deletion" });
    await expectThrottled(late.take({}), { atLeast: HOUR - 600, atMost: HOUR });
  });

  /** The shop with the limits it has by default, of which so many messages are used up. */
  async function busyShop(used: Partial<Record<LimitName, number>>, overrides: Partial<Env> = {}) {
    const { SMS_TOTAL_HOUR, SMS_PER_SENDER_HOUR, SMS_PER_SENDER_DAY } = parseEnv({});
    expect([SMS_TOTAL_HOUR, SMS_PER_SENDER_HOUR, SMS_PER_SENDER_DAY]).toEqual([300, 30, 100]);
    const env = { ...shop.env, SMS_TOTAL_HOUR, SMS_PER_SENDER_HOUR, SMS_PER_SENDER_DAY, ...overrides };
    const { log, lines, text } = readableLog();
    for (const [name, points] of Object.entries(used)) {
      const key = `${name}:all`;
      await shop.db.rateLimit.create({ data: { key, points, expire: BigInt(Date.now() + HOUR * 1000) } });
    }
    return { busy: { ...shop, log, env, limits: createLimits(shop.db, env) }, lines, text };
  }

  test("of one network's guests are so many in an hour and in a day; a storefront that proves itself has its own", async () => {
    const { busy } = await busyShop({}, { SMS_PER_SENDER_HOUR: 3, SMS_PER_SENDER_DAY: 7 });
    const network = randomNetwork();
    const send = async (from: Partial<RequestContext> = { network }, actor: ChallengeHolder = GUEST) =>
      (await challenger(busy, { actor, purpose: "registration", from })).ask();
    for (let hour = 0; hour < 2; hour++) {
      for (let index = 0; index < 3; index++) expect(await send()).toBe("sent");
      expect(await send()).toBe("throttled");
      expect(await send({ network: randomNetwork() })).toBe("sent");
      expect(await send({ network }, { ...GUEST, storefront: "web" })).toBe("sent");
      await passTime(shop, HOUR);
    }
    expect(await send()).toBe("sent");
    expect(await send()).toBe("throttled");
  });

  test("of strangers leave a third of the shop's total to customers and to known devices", async () => {
    const { busy, lines } = await busyShop({ smsByStrangersInHour: 199, smsInHour: 199 });
    const guest = () => challenger(busy, { actor: GUEST, purpose: "registration" });
    expect(await (await guest()).ask()).toBe("sent");
    expect(await (await guest()).ask()).toBe("throttled");
    expect(lines()).toMatchObject([{ alarm: "sms_total", used: "all" }]);
    expect(await (await challenger(busy)).ask()).toBe("sent");
  });

  test("over all are 300 in an hour, with an alarm at half of them and at the end, once a minute, that names nobody", async () => {
    const { busy, lines, text } = await busyShop({ smsInHour: 149 });
    expect(await (await challenger(busy)).ask()).toBe("sent");
    expect(lines()).toMatchObject([{ level: 50, alarm: "sms_total", used: "half" }]);
    await shop.db.rateLimit.update({ where: { key: "smsInHour:all" }, data: { points: 299 } });
    expect(await (await challenger(busy)).ask()).toBe("sent");
    const late = await challenger(busy);
    for (let index = 0; index < 3; index++) await expectThrottled(late.take({}), { atMost: HOUR });
    expect(lines().slice(1)).toMatchObject([
      { level: 50, alarm: "sms_total", used: "all", perHour: 300, msg: expect.stringMatching(/ALARM/) },
    ]);
    for (const secret of [late.phone.slice(-7), late.actor.customer?.email]) expect(text()).not.toContain(secret);
  });

  test("of a flood that brings new passwords are turned away at a bound, before anything is counted", async () => {
    let counted = 0;
    const consume: Shop["limits"]["consume"] = (...points) => {
      counted++;
      return shop.limits.consume(...points);
    };
    const flooded = { ...shop, limits: { ...shop.limits, consume } };
    const wanted = { actor: GUEST, purpose: "registration", payload: async () => ({}) } as const;
    const senders = await atOnce(200, () => challenger(flooded, wanted));
    const { sent = 0, unavailable = 0, ...others } = tally(await Promise.all(senders.map(({ ask }) => ask())));
    expect([sent + unavailable, counted, others]).toEqual([200, sent, {}]);
    expect(unavailable).toBeGreaterThan(100);
  });

  test("that are refused start no guest's session", async () => {
    const phone = uniquePhone();
    const ask = async () => (await challenger(shop, { actor: GUEST, purpose: "sign_in", phone })).ask();
    const guests = () => shop.db.session.count({ where: { customerId: null } });
    expect([await ask(), await ask()]).toEqual(["sent", "sent"]);
    const before = await guests();
    expect(await ask()).toBe("throttled");
    expect(await guests()).toBe(before);
  });

  test("that one limit refuses cost nothing at the others", async () => {
    const customer = await createCustomer(shop);
    const { phone } = await asked();
    await asked({ phone });
    for (let index = 0; index < 8; index++) {
      expect(await (await challenger(shop, { customer, phone })).ask()).toBe("throttled");
    }
    for (let index = 0; index < 5; index++) await asked({ customer });
    expect(await shop.db.rateLimit.findUnique({ where: { key: "smsInHour:all" } })).toMatchObject({ points: 7 });
    await passTime(shop, 61);
    await asked({ phone });
  });
});

describe("a gateway", () => {
  const withGateway = async (sms = memorySms()) => {
    const { log, lines, text } = readableLog();
    return { sms, lines, text, ...(await challenger({ ...shop, sms, log })) };
  };
  const lastCode = (sms: ReturnType<typeof memorySms>) => String(sms.sent.at(-1)?.code);

  test("that sent nothing costs neither a limit nor the open code, and is in the log without number or address", async () => {
    const { sms, lines, text, ...one } = await withGateway();
    sms.failing = "not_sent";
    await expect(one.take({})).rejects.toMatchObject({ code: "unavailable", retryAfterSeconds: expect.any(Number) });
    expect(lines()).toMatchObject([{ level: 50, purpose: "phone_change" }]);
    for (const secret of [one.phone.slice(-7), one.actor.customer?.email]) expect(text()).not.toContain(secret);
    expect(await one.submit("123456")).toBe(EXPIRED);
    for (let index = 0; index < 11; index++) expect(await one.resend()).toBe("unavailable");
    sms.failing = null;
    expect(await one.ask()).toBe("sent");
    expect(await one.submit(WRONG_CODE)).toBe(WRONG);
    sms.failing = "not_sent";
    expect(await one.resend()).toBe("unavailable");
    expect((await stateOf(one)).attempts_left).toBe(4);
    const counters = await shop.db.rateLimit.findMany({ where: { key: { startsWith: "smsPerPhoneInDay" } } });
    expect(counters.map(({ points }) => points)).toEqual([1]);
    expect(await one.submit(lastCode(sms))).toBe("verified");
  });

  test("whose delivery is unknown is answered as if it had sent: the code is good, counts as a message, and is not sent twice", async () => {
    const sms = memorySms();
    let code = "";
    const { send } = sms;
    sms.send = (message) => {
      code = String(message.code);
      return send(message);
    };
    const { lines, ...one } = await withGateway(sms);
    sms.failing = "delivery_unknown";
    for (let index = 0; index < 3; index++) expect(await one.ask()).toBe("sent");
    expect(sms.calls).toBe(1);
    expect(lines()).toMatchObject([{ level: 40, msg: "SMS delivery unknown" }]);
    expect((await one.take({ code })).step).toBe("verified");
    sms.failing = null;
    expect(await one.resend()).toBe("resent");
    expect(await one.resend()).toBe("throttled");
    expect(await one.submit(code)).toBe("verified");
  });

  test("that outlives the session or token that asked leaves no challenge", async () => {
    const sms = memorySms();
    const one = await challenger({ ...shop, sms });
    sms.send = async () =>
      void (await shop.db.session.deleteMany({ where: { customerId: one.actor.customer?.id ?? 0 } }));
    expect(await one.ask()).toBe(EXPIRED);
    const { id } = await createCustomer(shop);
    const token = await shop.db.apiToken.create({
      data: { customerId: id, name: "test", tokenHash: `challenge ${id}` },
    });
    const actor = { ...one.actor, access: { kind: "token", id: token.id, clientType: null } } as const;
    sms.send = async () => void (await shop.db.apiToken.delete({ where: { id: token.id } }));
    expect(await (await challenger({ ...shop, sms }, { actor })).ask()).toBe(EXPIRED);
  });

  test("that is busy with one number keeps who asks for another from the answer to the first", async () => {
    const sms = memorySms();
    const { send } = sms;
    const one = await challenger({ ...shop, sms });
    // The look that follows a refused claim comes after the first message is all done.
    let firstIsDone = () => {};
    const first = new Promise<void>((resolve) => {
      firstIsDone = resolve;
    });
    let hasClaimed = () => {};
    const claim = new Promise<void>((resolve) => {
      hasClaimed = resolve;
    });
    const db = new Proxy(shop.db, {
      get(target, name) {
        if (name !== "readRows" && name !== "writeRows") return Reflect.get(target, name);
        return async (...[sql, values]: Parameters<RunStatement>) => {
          if (/^\s*SELECT[\s\S]*FROM verification/.test(sql)) await first;
          const rows = await target[name](sql, values);
          if (/INSERT INTO verification/.test(sql)) hasClaimed();
          return rows;
        };
      },
    });
    const other = uniquePhone();
    const second = await challenger({ ...shop, sms, db }, { actor: one.actor, phone: other });
    let waiting: ReturnType<typeof second.take> | undefined;
    sms.send = async (message) => {
      sms.send = send;
      waiting = second.take({});
      await claim;
      return send(message);
    };
    expect(await one.ask()).toBe("sent");
    firstIsDone();
    expect(await waiting).toMatchObject({ step: "sent", verification: { phone: other } });
    expect(sms.sent.map(({ to }) => to)).toEqual([one.phone, other]);
  });

  test.each(["first", "second"])(
    "that never answers the %s message holds the challenge up for 15 seconds",
    async (which) => {
      const { sms, ...one } = await withGateway();
      const ask = which === "first" ? one.ask : one.resend;
      if (which === "second") expect(await one.ask()).toBe("sent");
      const { send } = sms;
      const silent = vi.fn(() => new Promise<void>(() => {}));
      sms.send = silent;
      void ask();
      await vi.waitFor(() => expect(silent).toHaveBeenCalled());
      sms.send = send;
      await passTime(shop, 15);
      await forgetLimits(shop);
      expect(await ask()).toMatch(/sent/);
      expect(await one.submit(lastCode(sms))).toBe("verified");
    },
  );
});

describe("going on with the code alone", () => {
  const resume = ({ actor }: Challenger, submission: object) =>
    resumeChallenge(shop, actor, "phone_change", submission, TEST_CONTEXT);

  test("gives what was stored with the newest question, and sends another code even when the first one's life is over", async () => {
    const one = await asked({ payload: { first_name: "First" } });
    await one.ask({ payload: { first_name: "Second" } });
    expect(await resume(one, {})).toMatchObject({ step: "sent" });
    expect(await codesTo(shop, one.phone)).toHaveLength(1);
    await passTime(shop, 400);
    await expect(resume(one, { code: one.code })).rejects.toMatchObject({ code: EXPIRED });
    expect(await resume(one, { resend: true })).toMatchObject({ step: "resent" });
    const code = await newestCode(shop, one.phone);
    await expect(resume(one, { code: WRONG_CODE })).rejects.toMatchObject({ code: WRONG });
    expect(await resume(one, { code })).toMatchObject({ step: "verified", payload: { first_name: "Second" } });
  });

  test("is refused without a question, in another session, and where the use case could not wait", async () => {
    const customer = await createCustomer(shop);
    const one = await asked({ customer });
    const elsewhere = await challenger(shop, { customer });
    await expect(resume(elsewhere, { code: one.code })).rejects.toMatchObject({ code: EXPIRED });
    await expect(resume(elsewhere, { resend: true })).rejects.toMatchObject({ code: EXPIRED });
    await expect(getOpenVerification(shop, elsewhere.actor, "phone_change")).rejects.toMatchObject({
      code: "not_found",
    });
    const whole = await asked({ payload: null });
    await expect(resume(whole, { code: whole.code })).rejects.toMatchObject({ code: EXPIRED });
    expect(await whole.submit(whole.code)).toBe("verified");
  });
});
