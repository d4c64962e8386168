import { beforeAll, describe, expect, test } from "vitest";
import * as otpLogin from "@/app/api/users/otp-login/route";
import * as requestReset from "@/app/api/users/password/reset/route";
import { newBrowser } from "@/lib/testing/browser";
import { as, clientWith, guest } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { mailTo } from "@/lib/testing/mailbox";
import { uniqueEmail } from "@/lib/testing/registrations";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";
import * as outbox from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const read = async (to: string) =>
  (await clientWith({}).get(outbox, { query: new URLSearchParams({ to }).toString() })).body;

describe("200", () => {
  test("what was sent to a number, newest first, the code by itself", async () => {
    const phone = uniquePhone();
    await createCustomer(shop, { phone, phoneVerifiedAt: new Date() });
    const browser = newBrowser();
    await browser.post(otpLogin, { body: { phone } });
    await browser.post(otpLogin, { body: { phone, resend: true } });
    const messages = await read(phone);
    expect(messages).toHaveLength(2);
    for (const message of messages) {
      expect(message).toEqual({
        ...{ id: expect.stringMatching(/^\d+$/), channel: "sms", purpose: "sign_in", link: null },
        to: phone,
        body: expect.stringContaining(message.code),
        html: null,
        code: expect.stringMatching(/^\d{6}$/),
        sent_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      });
    }
    expect(messages[0].sent_at >= messages[1].sent_at).toBe(true);
    expect((await browser.post(otpLogin, { body: { phone, code: messages[0].code } })).status).toBe(200);
  });

  test("by the number in any spelling", async () => {
    const phone = uniquePhone();
    await newBrowser().post(otpLogin, { body: { phone } });
    const national = `0${phone.slice(3)}`;
    const spellings = [phone, phone.slice(1), phone.slice(3), national, ` ${phone.slice(1)}`];
    for (const to of [...spellings, `(${national.slice(0, 4)}) ${national.slice(4)}`]) {
      expect(await read(to)).toMatchObject([{ to: phone, html: null, code: null }]);
    }
  });

  test("by an address in any letter case, the subject first", async () => {
    const email = uniqueEmail();
    await createCustomer(shop, { email: email.replace("jane", "Jane") });
    await guest().post(requestReset, { body: { email } });
    await mailTo(shop, email, "Choose a new password");
    for (const to of [email, email.toUpperCase(), ` ${email} `]) {
      const [mail, ...more] = await read(to);
      expect(more).toEqual([]);
      expect(mail).toMatchObject({
        channel: "mail",
        purpose: "password_reset",
        to: email,
        code: null,
        body: expect.stringMatching(/^Choose a new password.*\n/),
      });
      expect(mail.html).toMatch(/^<!doctype html>/);
      expect(new URL(mail.link).pathname).toBe("/reset");
    }
  });

  test("what is newer than a message, or about one thing, or comes while somebody waits for it", async () => {
    const phone = uniquePhone();
    const ask = () => newBrowser().post(otpLogin, { body: { phone } });
    const list = async (query: Record<string, string>) =>
      (await clientWith({}).get(outbox, { query: new URLSearchParams({ to: phone, ...query }).toString() })).body;
    await ask();
    const [first] = await list({});
    const waiting = list({ since: first.id, wait: "20" });
    await ask();
    const [second, ...others] = await waiting;
    expect([BigInt(second.id) > BigInt(first.id), others]).toEqual([true, []]);
    expect(await list({ purpose: "sign_in" })).toHaveLength(2);
    expect(await list({ purpose: "phone_change" })).toEqual([]);
    expect(await list({ since: second.id, wait: "x" })).toEqual([]);
  });

  test("nothing for who got nothing", async () => {
    for (const to of [uniquePhone(), "nobody@example.com", "", "\0"]) expect(await read(to)).toEqual([]);
  });
});

test("204 once a recipient's messages are deleted, and nobody else's", async () => {
  const [phone, other] = [uniquePhone(), uniquePhone()];
  for (const to of [phone, other]) await newBrowser().post(otpLogin, { body: { phone: to } });
  const answer = await clientWith({}).delete(outbox, { query: new URLSearchParams({ to: phone }).toString() });
  expect(answer.status).toBe(204);
  expect([(await read(phone)).length, (await read(other)).length]).toEqual([0, 1]);
});

describe("404", () => {
  test("in production, for everybody, whatever was sent", async () => {
    const customer = await as(shop, await createCustomer(shop));
    const phone = uniquePhone();
    await newBrowser().post(otpLogin, { body: { phone } });
    await serveWith(shop, { env: { ...shop.env, APP_MODE: "production" } }, async () => {
      const query = new URLSearchParams({ to: phone }).toString();
      for (const client of [clientWith({}), customer]) {
        for (const answer of [await client.get(outbox, { query }), await client.get(outbox)]) {
          expect({ status: answer.status, body: answer.body }).toEqual({
            status: 404,
            body: { detail: "Not found.", code: "not_found" },
          });
        }
      }
    });
  });
});
