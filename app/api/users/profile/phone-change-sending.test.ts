import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as otpLogin from "@/app/api/users/otp-login/route";
import type { CustomerRow } from "@/lib/customers/store";
import { parseEnv } from "@/lib/platform/env";
import { createLimits } from "@/lib/platform/limits";
import { challengeOver, forgetLimits, passTime, retryAfter } from "@/lib/testing/challenges";
import { type Answer, as } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { readableLog } from "@/lib/testing/log-lines";
import { messagesTo, newestCode } from "@/lib/testing/mailbox";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";
import * as profile from "./route";

/* How many messages may be caused: the numbers of trust.md, each to the last one. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
beforeEach(() => forgetLimits(shop));

const HOUR = 3600;
const DAY = 24 * HOUR;

async function mover(phone = uniquePhone(), customer?: CustomerRow) {
  const someone = customer ?? (await createCustomer(shop));
  const client = await as(shop, someone);
  return { customer: someone, client, phone, ...challengeOver(client, profile, { phone }) };
}

/** A stranger to all limits but those of the number. */
async function askedBySomebodyNew(phone: string): Promise<Answer> {
  return (await mover(phone)).ask();
}

function expectThrottled(answer: Answer, { atMost }: { atMost: number }): void {
  expect(answer.status).toBe(429);
  expect(retryAfter(answer)).toBeGreaterThan(0);
  expect(retryAfter(answer)).toBeLessThanOrEqual(atMost);
  const seconds = new Intl.NumberFormat("en").format(retryAfter(answer));
  expect(answer.body).toEqual({ detail: expect.stringContaining(`Expected available in ${seconds} second`) });
}

async function countSent(phone: string): Promise<number> {
  return (await messagesTo(shop, phone)).length;
}

describe("to one number", () => {
  test("2 at once, so that sending and sending again works, then nothing for a minute", async () => {
    const { phone, ask, resend } = await mover();
    expect((await ask()).status).toBe(202);
    expect((await resend()).status).toBe(200);
    expectThrottled(await resend(), { atMost: 60 });
    await passTime(shop, 40);
    expectThrottled(await resend(), { atMost: 20 });
    expect(await countSent(phone)).toBe(2);
    await passTime(shop, 21);
    expect((await resend()).status).toBe(200);
    expect(await countSent(phone)).toBe(3);
  });

  test("the minute counts from the second message, however late that came", async () => {
    const { phone, ask, resend } = await mover();
    await ask();
    await passTime(shop, 50);
    await resend();
    await passTime(shop, 20);
    expectThrottled(await resend(), { atMost: 40 });
    await passTime(shop, 41);
    expect((await resend()).status).toBe(200);
    expect(await countSent(phone)).toBe(3);
  });

  test("3 in 10 minutes, 5 in an hour, 10 in a day, whoever asks", async () => {
    const phone = uniquePhone();
    const send = async () => expect((await askedBySomebodyNew(phone)).status).toBe(202);
    const refuse = async (atMost: number) => {
      const before = await countSent(phone);
      expectThrottled(await askedBySomebodyNew(phone), { atMost });
      expect(await countSent(phone)).toBe(before);
    };
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

  test("at the sign-in and at the change together", async () => {
    const owner = await createCustomer(shop, { phoneVerifiedAt: new Date() });
    const { client, phone, ask, resend } = await mover(String(owner.phone));
    await ask();
    expect((await client.post(otpLogin, { body: { phone } })).status).toBe(200);
    expectThrottled(await resend(), { atMost: 60 });
    expectThrottled(await client.post(otpLogin, { body: { phone, resend: true } }), { atMost: 60 });
    expect(await countSent(phone)).toBe(2);
  });

  test("resend_at is when the next one passes, whichever limit it is that holds it up", async () => {
    const { client, ask, resend } = await mover();
    await ask();
    await resend();
    const secondsLeft = async () => {
      const { resend_at } = (await ask()).body.verification;
      return (Date.parse(resend_at) - Date.now()) / 1000;
    };
    expect(await secondsLeft()).toBeGreaterThan(50);
    expect(await secondsLeft()).toBeLessThanOrEqual(61);
    await passTime(shop, 61);
    await resend();
    expect(await secondsLeft()).toBeGreaterThan(500);
    expect(await secondsLeft()).toBeLessThanOrEqual(600 - 61 + 1);
    await passTime(shop, 600 - 61);
    expect((await resend()).status).toBe(200);
    expect((await client.get(profile)).status).toBe(200);
  });

  test("resend: true 20 times from ever other addresses sends at most 2; the rest are 429 with Retry-After", async () => {
    const { phone, ask, resend } = await mover();
    await ask();
    const answers: Answer[] = [];
    for (let index = 0; index < 20; index++) {
      answers.push(await resend({ "x-forwarded-for": `203.0.113.${index}, 198.51.100.${index}` }));
    }
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const answer of answers.slice(1)) expectThrottled(answer, { atMost: 60 });
    expect(await countSent(phone)).toBe(2);
  });
});

describe("from one account", () => {
  test("5 in an hour, to whatever numbers and from whatever sessions", async () => {
    const customer = await createCustomer(shop);
    const phones = Array.from({ length: 6 }, () => uniquePhone());
    const answers: Answer[] = [];
    for (const phone of phones) answers.push(await (await mover(phone, customer)).ask());
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202, 429]);
    expect(retryAfter(answers[5] as Answer)).toBeGreaterThan(HOUR - 60);
    const last = String(phones[5]);
    expect(await countSent(last)).toBe(0);
    expect((await askedBySomebodyNew(last)).status).toBe(202);
    await passTime(shop, HOUR);
    expect((await (await mover(uniquePhone(), customer)).ask()).status).toBe(202);
  });
});

describe("over all", () => {
  test("20 in an hour to numbers that differ in their last four digits only; taken ones among them count too", async () => {
    const block = uniquePhone().slice(0, -4);
    const number = (index: number) => `${block}${1000 + index}`;
    await createCustomer(shop, { phone: number(3) });
    for (let index = 0; index < 20; index++) expect((await askedBySomebodyNew(number(index))).status).toBe(202);
    expectThrottled(await askedBySomebodyNew(number(20)), { atMost: HOUR });
    expect(await countSent(number(20))).toBe(0);
    expect((await askedBySomebodyNew(uniquePhone())).status).toBe(202);
    await passTime(shop, HOUR);
    expect((await askedBySomebodyNew(number(20))).status).toBe(202);
  });

  test("300 in an hour, with an alarm in the log that names nobody", async () => {
    const env = { ...shop.env, SMS_TOTAL_HOUR: parseEnv({}).SMS_TOTAL_HOUR };
    const { log, lines, text } = readableLog();
    const { phone, ask, customer } = await mover();
    await serveWith(shop, { log, env, limits: createLimits(shop.db, env) }, async () => {
      const expire = BigInt(Date.now() + HOUR * 1000);
      await shop.db.rateLimit.create({ data: { key: "smsInHour:all", points: 299, expire } });
      expect((await askedBySomebodyNew(uniquePhone())).status).toBe(202);
      expect(lines()).toEqual([]);
      expectThrottled(await ask(), { atMost: HOUR });
    });
    expect(await countSent(phone)).toBe(0);
    expect(lines()).toMatchObject([
      { level: 50, alarm: "sms_total", perHour: 300, msg: expect.stringMatching(/ALARM/) },
    ]);
    expect(text()).not.toContain(phone.slice(-7));
    expect(text()).not.toContain(String(customer.email));
  });

  test("what one limit refuses costs nothing at the others", async () => {
    const customer = await createCustomer(shop);
    const busy = uniquePhone();
    await askedBySomebodyNew(busy);
    await askedBySomebodyNew(busy);
    for (let index = 0; index < 8; index++) expect((await (await mover(busy, customer)).ask()).status).toBe(429);
    for (let index = 0; index < 5; index++) {
      expect((await (await mover(uniquePhone(), customer)).ask()).status).toBe(202);
    }
    const all = await shop.db.rateLimit.findUniqueOrThrow({ where: { key: "smsInHour:all" } });
    expect(all.points).toBe(7);
    await passTime(shop, 61);
    expect((await askedBySomebodyNew(busy)).status).toBe(202);
  });

  test("a refused wish for a new code leaves the old one good", async () => {
    const { phone, ask, resend, submit } = await mover();
    await ask();
    await resend();
    expect((await resend()).status).toBe(429);
    expect((await submit(await newestCode(shop, phone))).status).toBe(200);
  });
});

describe("to where messages go", () => {
  test("a number of a country that was added to the list gets its code, and one that was taken off does not", async () => {
    const cuban = `+535${uniquePhone().slice(-7)}`;
    expect((await askedBySomebodyNew(cuban)).status).toBe(400);
    await serveWith(shop, { env: { ...shop.env, SMS_COUNTRIES: ["CU"] } }, async () => {
      expect((await askedBySomebodyNew(cuban)).status).toBe(202);
      expect((await askedBySomebodyNew(uniquePhone())).status).toBe(400);
    });
    expect(await countSent(cuban)).toBe(1);
  });

  test("every country, where the shop says so, but no satellite and nothing dear", async () => {
    await serveWith(shop, { env: { ...shop.env, SMS_COUNTRIES: null } }, async () => {
      expect((await askedBySomebodyNew(`+535${uniquePhone().slice(-7)}`)).status).toBe(202);
      for (const phone of ["+881612345678", "+909001234567"]) {
        expect((await askedBySomebodyNew(phone)).status).toBe(400);
      }
    });
  });

  test("a refused number leaves no trace: neither a dialogue nor a count", async () => {
    await askedBySomebodyNew("+881612345678");
    expect(await shop.db.verification.count({ where: { phone: "+881612345678" } })).toBe(0);
    expect(await shop.db.rateLimit.count()).toBe(0);
  });
});
