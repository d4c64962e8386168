import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CustomerRow } from "@/lib/customers/store";
import { challengeOver, forgetLimits, wrongCodes } from "@/lib/testing/challenges";
import { type Answer, as, withToken } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { picture, upload } from "@/lib/testing/images";
import { codesTo, messagesTo, newestCode } from "@/lib/testing/mailbox";
import { memoryStorage } from "@/lib/testing/memory-storage";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";
import * as profile from "./route";

/* Everybody at once. On PostgreSQL (`npm run test:pg`) these are races in earnest. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
beforeEach(() => forgetLimits(shop));

async function mover(phone = uniquePhone(), customer?: CustomerRow) {
  const someone = customer ?? (await createCustomer(shop));
  const client = await as(shop, someone);
  return { customer: someone, client, phone, ...challengeOver(client, profile, { phone }) };
}

function parallel(count: number, call: (index: number) => Promise<Answer>): Promise<Answer[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => call(index)));
}

/** How often each status came, or each error_code where there is one. */
function tally(answers: Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, body } of answers) {
    const outcome = `${body.error_code ?? status}`;
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

describe("guesses", () => {
  test("of 50 different wrong codes at once 5 are looked at, and the code is void", async () => {
    const { customer, client, phone, ask, submit } = await mover();
    await ask();
    const codes = wrongCodes(50);
    const answers = await parallel(50, (index) => submit(String(codes[index])));
    expect(tally(answers)).toEqual({ sms_verification_100_2: 5, sms_verification_100_4: 45 });
    const row = await shop.db.verification.findFirstOrThrow({ where: { phone } });
    expect(row.triedHashes).toHaveLength(5);
    expect(await submit(await newestCode(shop, phone))).toMatchObject({ status: 406 });
    expect((await client.get(profile)).body.phone).toBe(customer.phone);
  });

  test("of 50 different wrong codes at once, the right one among them, no more than 5 are compared", async () => {
    const { phone, ask, submit } = await mover();
    await ask();
    const codes = [...wrongCodes(25), await newestCode(shop, phone), ...wrongCodes(49).slice(25)];
    const answers = await parallel(50, (index) => submit(String(codes[index])));
    const { 200: done = 0, sms_verification_100_2: wrong = 0, ...rest } = tally(answers);
    expect(done).toBeLessThanOrEqual(1);
    expect(done + wrong).toBeLessThanOrEqual(5);
    expect(Object.keys(rest)).toEqual(["sms_verification_100_4"]);
  });

  test("the same wrong code 20 times at once counts once", async () => {
    const { phone, ask, submit } = await mover();
    await ask();
    const [wrong = ""] = wrongCodes(1);
    expect(tally(await parallel(20, () => submit(wrong)))).toEqual({ sms_verification_100_2: 20 });
    expect((await ask()).body.verification.attempts_left).toBe(4);
    const counters = await shop.db.rateLimit.findMany({ where: { key: { startsWith: "codeGuesses" } } });
    expect(counters.map(({ points }) => points)).toEqual([1, 1]);
    expect((await submit(await newestCode(shop, phone))).status).toBe(200);
  });
});

describe("right codes", () => {
  test("8 at once change the phone once", async () => {
    const { customer, client, phone, ask, submit } = await mover();
    await ask();
    const code = await newestCode(shop, phone);
    const answers = await parallel(8, () => submit(code));
    expect(tally(answers)).toEqual({ 200: 1, sms_verification_100_4: 7 });
    const row = await shop.db.customer.findUniqueOrThrow({ where: { id: customer.id } });
    expect(row).toMatchObject({ phoneCanonical: phone, version: customer.version + 1 });
    expect((await client.get(profile)).status).toBe(200);
  });

  test("two customers who prove one number at once: one 200, one 400 on the field", async () => {
    const phone = uniquePhone();
    const [one, other] = [await mover(phone), await mover(`0${phone.slice(3)}`)];
    await one.ask();
    await other.ask();
    const [first = "", second = ""] = await codesTo(shop, phone);
    const answers = await Promise.all([one.submit(first), other.submit(second)]);
    expect(tally(answers)).toEqual({ 200: 1, 400: 1 });
    const refused = answers.find(({ status }) => status === 400);
    expect(refused?.body).toEqual({ phone: ["This phone number is already in use."] });
    expect(await shop.db.customer.count({ where: { phoneCanonical: phone } })).toBe(1);
  });

  test("a new code and the old one at once: whichever comes first, the phone is changed by a living code only", async () => {
    const { phone, ask, resend, submit } = await mover();
    await ask();
    const old = await newestCode(shop, phone);
    const [answered, resent] = await Promise.all([submit(old), resend()]);
    expect([200, 406]).toContain(answered.status);
    expect([200]).toContain(resent.status);
    if (answered.status === 406) expect((await submit(await newestCode(shop, phone))).status).toBe(200);
  });
});

describe("questions", () => {
  test("20 identical ones at once are all answered 202 with the same dialogue, by one SMS", async () => {
    const { phone, ask } = await mover();
    const answers = await parallel(20, () => ask());
    expect(tally(answers)).toEqual({ 202: 20 });
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await messagesTo(shop, phone)).toHaveLength(1);
  });

  test("20 wishes for a new code at once send at most 2, and the newest code works", async () => {
    const { phone, ask, resend, submit } = await mover();
    await ask();
    const answers = await parallel(20, () => resend());
    for (const { status } of answers) expect([200, 429]).toContain(status);
    expect((await messagesTo(shop, phone)).length).toBeLessThanOrEqual(2);
    expect((await submit(await newestCode(shop, phone))).status).toBe(200);
  });

  test("for one number from 10 accounts at once send 2", async () => {
    const phone = uniquePhone();
    const movers = await Promise.all(Array.from({ length: 10 }, () => mover(phone)));
    const answers = await parallel(10, (index) => movers[index]?.ask() as Promise<Answer>);
    expect(tally(answers)).toEqual({ 202: 2, 429: 8 });
    expect(await messagesTo(shop, phone)).toHaveLength(2);
  });

  test("for 10 numbers from one session at once: each answer is about its own number, and the last one's code works", async () => {
    const { client } = await mover();
    const phones = Array.from({ length: 10 }, () => uniquePhone());
    const answers = await parallel(10, (index) => client.patch(profile, { body: { phone: phones[index] } }));
    for (const [index, { status, body }] of answers.entries()) {
      expect([202, 429]).toContain(status);
      if (status === 202) expect(body.verification.phone_masked.slice(-3)).toBe(phones[index]?.slice(-3));
    }
    expect(tally(answers)).toEqual({ 202: 5, 429: 5 });
  });
});

describe("a change of the phone in between", () => {
  test("412 for the old number in another spelling: number and spelling stay together", async () => {
    const { customer, client, phone } = await mover();
    const spelt = `0${String(customer.phone).slice(3)}`;
    const storage = memoryStorage();
    // Storing the picture is the moment between reading the customer and writing him.
    const put: typeof storage.put = async (...args) => {
      await shop.db.customer.update({ where: { id: customer.id }, data: { phone, phoneCanonical: phone } });
      return storage.put(...args);
    };
    const form = new FormData();
    form.append("avatar", upload(await picture("png")));
    form.append("phone", spelt);
    await serveWith(shop, { storage: { ...storage, put } }, async () => {
      expect((await client.patch(profile, { body: form })).status).toBe(412);
    });
    const row = await shop.db.customer.findUniqueOrThrow({ where: { id: customer.id } });
    expect(row).toMatchObject({ phone, phoneCanonical: phone, avatar: null });
    expect(storage.files.size).toBe(0);
  });

  test("a profile sent back with the number it had just now does not undo the change", async () => {
    const { customer, client, phone, ask, submit } = await mover();
    const program = await withToken(shop, customer);
    const { body: read } = await program.get(profile);
    await ask();
    expect((await submit(await newestCode(shop, phone))).status).toBe(200);
    expect((await program.patch(profile, { body: { ...read, first_name: "Jane" } })).status).toBe(202);
    expect((await client.get(profile)).body).toMatchObject({ phone, first_name: "John" });
  });
});
