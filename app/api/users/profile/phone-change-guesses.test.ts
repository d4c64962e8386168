import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as otpLogin from "@/app/api/users/otp-login/route";
import * as withLoyalty from "@/app/api/users/profile-with-loyalty/route";
import type { CustomerRow } from "@/lib/customers/store";
import { challengeOver, forgetLimits, passTime, retryAfter, WRONG_CODE, wrongCodes } from "@/lib/testing/challenges";
import { as, type Endpoint, guest } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { codesTo, newestCode } from "@/lib/testing/mailbox";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as profile from "./route";

/* How often a code may be guessed: five times each, ten times a day. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
beforeEach(() => forgetLimits(shop));

const EXPIRED = { status: 406, body: { error_code: "sms_verification_100_4" } };
const WRONG = { status: 406, body: { error_code: "sms_verification_100_2" } };
const DAY = 86_400;

async function mover(phone = uniquePhone(), customer?: CustomerRow, endpoint: Endpoint = profile) {
  const someone = customer ?? (await createCustomer(shop));
  const client = await as(shop, someone);
  return {
    customer: someone,
    client,
    phone,
    ...challengeOver(client, endpoint, { phone, date_of_birth: "2000-01-01" }),
  };
}

type Mover = Awaited<ReturnType<typeof mover>>;

/** Wrong guesses, none of them made twice in a test; each of them must be looked at. */
async function guessWrongly({ submit }: Mover, guesses: string[]): Promise<void> {
  for (const guess of guesses) expect(await submit(guess)).toMatchObject(WRONG);
}

describe("one code", () => {
  test("is void after 5 different wrong guesses: then the right one is refused too, and a new one works", async () => {
    const one = await mover();
    await one.ask();
    const code = await newestCode(shop, one.phone);
    await guessWrongly(one, wrongCodes(5));
    expect(await one.submit(code)).toMatchObject(EXPIRED);
    expect(await one.submit("111111")).toMatchObject(EXPIRED);
    expect((await one.client.get(profile)).body.phone).toBe(one.customer.phone);
    expect((await one.resend()).status).toBe(200);
    expect((await one.submit(await newestCode(shop, one.phone))).status).toBe(200);
  });

  test("may be asked for anew by the plain question once it is void", async () => {
    const one = await mover();
    await one.ask();
    await guessWrongly(one, wrongCodes(5));
    expect(await one.ask()).toMatchObject({ status: 202, body: { verification: { attempts_left: 5 } } });
    expect(await codesTo(shop, one.phone)).toHaveLength(2);
    expect((await one.submit(await newestCode(shop, one.phone))).status).toBe(200);
  });

  test("survives the same wrong guess any number of times: it counts once", async () => {
    const one = await mover();
    await one.ask();
    const code = await newestCode(shop, one.phone);
    const [first = "", second = ""] = wrongCodes(2);
    await guessWrongly(one, Array(12).fill(first));
    expect((await one.ask()).body.verification.attempts_left).toBe(4);
    await guessWrongly(one, [second, first, ` ${second.slice(0, 3)}-${second.slice(3)}`]);
    expect((await one.ask()).body.verification.attempts_left).toBe(3);
    expect((await one.submit(code)).status).toBe(200);
  });

  test("that is replaced takes the count with it", async () => {
    const one = await mover();
    await one.ask();
    await guessWrongly(one, wrongCodes(4));
    await one.resend();
    expect((await one.ask()).body.verification.attempts_left).toBe(5);
  });

  test("that happens to be drawn once more after it was replaced is good", async () => {
    const one = await mover();
    await one.ask();
    await one.resend();
    await shop.db
      .$executeRaw`UPDATE verification SET superseded_hashes = ARRAY[code_hash::text] WHERE phone = ${one.phone}`;
    expect((await one.submit(await newestCode(shop, one.phone))).status).toBe(200);
  });
});

describe("429 after 10 different wrong guesses in 24 hours", () => {
  async function expectThrottled(answer: Awaited<ReturnType<Mover["submit"]>>): Promise<void> {
    expect(answer.status).toBe(429);
    expect(retryAfter(answer)).toBeGreaterThan(DAY - 600);
    expect(retryAfter(answer)).toBeLessThanOrEqual(DAY);
    expect(answer.body).toEqual({
      detail: expect.stringMatching(/^Request was throttled\. Expected available in [\d,]+ seconds\.$/),
    });
  }

  test("for one number, across the dialogues of several accounts and endpoints; even the right code", async () => {
    const phone = uniquePhone();
    const one = await mover(phone);
    const other = await mover(phone, undefined, withLoyalty);
    await one.ask();
    await guessWrongly(one, wrongCodes(5));
    await other.ask();
    await guessWrongly(other, wrongCodes(10).slice(5));
    await passTime(shop, 61);
    const third = await mover(phone);
    await third.ask();
    const code = await newestCode(shop, phone);
    for (const guess of [WRONG_CODE, ...wrongCodes(5), code, code]) await expectThrottled(await third.submit(guess));
    expect((await third.ask()).body.verification.attempts_left).toBe(5);
    expect((await third.client.get(profile)).body.phone).toBe(third.customer.phone);
  });

  test("for one number also at the sign-in, after guesses at a change", async () => {
    const owner = await createCustomer(shop, { phoneVerifiedAt: new Date() });
    const phone = String(owner.phone);
    for (const guesses of [wrongCodes(5), wrongCodes(10).slice(5)]) {
      const one = await mover(phone);
      await one.ask();
      await guessWrongly(one, guesses);
    }
    await passTime(shop, 61);
    const browser = await as(shop, await createCustomer(shop));
    await browser.post(otpLogin, { body: { phone } });
    const code = await newestCode(shop, phone);
    expect((await browser.post(otpLogin, { body: { phone, code } })).status).toBe(429);
    expect((await guest().post(otpLogin, { body: { phone, code } })).status).toBe(406);
  });

  test("for one account, across numbers and sessions", async () => {
    const one = await mover();
    await one.ask();
    await guessWrongly(one, wrongCodes(5));
    const elsewhere = await mover(uniquePhone(), one.customer);
    await elsewhere.ask();
    await guessWrongly(elsewhere, wrongCodes(10).slice(5));
    const last = await mover(uniquePhone(), one.customer);
    await last.ask();
    await expectThrottled(await last.submit(await newestCode(shop, last.phone)));
    const somebodyElse = await mover();
    await somebodyElse.ask();
    expect((await somebodyElse.submit(await newestCode(shop, somebodyElse.phone))).status).toBe(200);
  });

  test("and not after 9; a right code is no guess", async () => {
    const one = await mover();
    await one.ask();
    await guessWrongly(one, wrongCodes(5));
    const next = await mover(uniquePhone(), one.customer);
    await next.ask();
    await guessWrongly(next, wrongCodes(9).slice(5));
    expect((await next.submit(await newestCode(shop, next.phone))).status).toBe(200);
    const row = await shop.db.customer.findUniqueOrThrow({ where: { id: one.customer.id } });
    expect(row.phone).toBe(next.phone);
  });

  test("until the day is over", async () => {
    const one = await mover();
    await one.ask();
    await guessWrongly(one, wrongCodes(5));
    await one.resend();
    await guessWrongly(one, wrongCodes(10).slice(5));
    await passTime(shop, DAY - 60);
    await one.ask();
    expect((await one.submit(await newestCode(shop, one.phone))).status).toBe(429);
    await passTime(shop, 61);
    expect((await one.submit(await newestCode(shop, one.phone))).status).toBe(200);
  });
});
