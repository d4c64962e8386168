import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import * as withLoyalty from "@/app/api/users/profile-with-loyalty/route";
import type { CodePolicy } from "@/lib/profile/rules";
import { forgetLimits, retryAfter } from "@/lib/testing/challenges";
import { as, type Client } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { codesTo, countQueued, messagesTo, newestCode } from "@/lib/testing/mailbox";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";
import * as profile from "./route";

/* PHONE_VERIFICATION: never a code, one for phones, one for phones and consents. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
beforeEach(() => forgetLimits(shop));

function inMode<T>(policy: CodePolicy, work: () => Promise<T>): Promise<T> {
  return serveWith(shop, { env: { ...shop.env, PHONE_VERIFICATION: policy } }, work);
}

async function someone(overrides: Parameters<typeof createCustomer>[1] = {}) {
  const customer = await createCustomer(shop, overrides);
  const client = await as(shop, customer);
  return { customer, client, phone: uniquePhone(), own: String(customer.phone) };
}

const patch = (client: Client, body: object) => client.patch(profile, { body });

function ledgerOf({ id }: { id: number }) {
  return shop.db.consentEvent.findMany({ where: { customerId: id }, orderBy: { id: "asc" } });
}

describe("sms_otp, the default", () => {
  test("a consent by itself needs no code", async () => {
    expect(shop.env.PHONE_VERIFICATION).toBe("sms_otp");
    const { client, own } = await someone();
    const sent = { email_allowed: true, sms_allowed: false, call_allowed: null };
    expect(await patch(client, sent)).toMatchObject({ status: 200, body: sent });
    expect(await messagesTo(shop, own)).toEqual([]);
  });

  test("other consents in the answer than in the question are no mismatch: the code proves the phone alone", async () => {
    const { client, phone } = await someone();
    await patch(client, { phone, sms_allowed: true });
    const answer = await patch(client, { phone, sms_allowed: false, code: await newestCode(shop, phone) });
    expect(answer).toMatchObject({ status: 200, body: { phone, sms_allowed: false } });
  });
});

describe("none", () => {
  test("a changed phone is 200 at once, without an SMS to it; it is not proved", async () => {
    await inMode("none", async () => {
      const { customer, client, phone } = await someone({ phoneVerifiedAt: new Date() });
      expect(await patch(client, { phone, first_name: "Jane" })).toMatchObject({
        status: 200,
        body: { phone, first_name: "Jane" },
      });
      expect(await messagesTo(shop, phone)).toEqual([]);
      const row = await shop.db.customer.findUniqueOrThrow({ where: { id: customer.id } });
      expect(row).toMatchObject({ phoneCanonical: phone, phoneVerifiedAt: null });
    });
  });

  test("the same number in another spelling stays proved", async () => {
    await inMode("none", async () => {
      const phoneVerifiedAt = new Date("2026-01-01");
      const { customer, client, own } = await someone({ phoneVerifiedAt });
      expect((await patch(client, { phone: `0${own.slice(3)}` })).status).toBe(200);
      const row = await shop.db.customer.findUniqueOrThrow({ where: { id: customer.id } });
      expect(row.phoneVerifiedAt).toEqual(phoneVerifiedAt);
    });
  });

  test("the old number gets its notice, and the other sessions are over", async () => {
    await inMode("none", async () => {
      const { customer, client, phone, own } = await someone();
      const other = await as(shop, customer);
      await patch(client, { phone });
      expect((await other.get(profile)).status).toBe(401);
      expect((await client.get(profile)).status).toBe(200);
      await vi.waitFor(async () => expect(await messagesTo(shop, own)).toMatchObject([{ code: null }]));
    });
  });

  test("429 at the sixth change in an hour: no code limits them, and each sends a notice", async () => {
    await inMode("none", async () => {
      const { client } = await someone();
      for (let index = 0; index < 5; index++) expect((await patch(client, { phone: uniquePhone() })).status).toBe(200);
      const { body: before } = await client.get(profile);
      const refused = await patch(client, { phone: uniquePhone() });
      expect(refused.status).toBe(429);
      expect(retryAfter(refused)).toBeGreaterThan(3000);
      expect((await client.get(profile)).body).toEqual(before);
      expect((await patch(client, { phone: before.phone, first_name: "Jane" })).status).toBe(200);
    });
  });

  test("400 for a number that somebody else has, in another spelling too", async () => {
    await inMode("none", async () => {
      const owner = String((await createCustomer(shop)).phone);
      const { customer, client } = await someone();
      for (const phone of [owner, `0${owner.slice(3)}`]) {
        const answer = await patch(client, { phone });
        expect(answer).toMatchObject({ status: 400, body: { phone: ["This phone number is already in use."] } });
      }
      expect((await client.get(profile)).body.phone).toBe(customer.phone);
    });
  });

  test("profile-with-loyalty asks for a code all the same", async () => {
    await inMode("none", async () => {
      const { client, phone } = await someone();
      const body = { phone, date_of_birth: "2000-01-01" };
      expect((await client.patch(withLoyalty, { body })).status).toBe(202);
      const code = await newestCode(shop, phone);
      expect((await client.patch(withLoyalty, { body: { ...body, code } })).status).toBe(200);
    });
  });
});

describe("kvkk", () => {
  test.each(["email_allowed", "sms_allowed", "call_allowed"])(
    "a changed %s needs a code to his own phone: 202, nothing changed, then 200 with its line in the ledger",
    async (consent) => {
      await inMode("kvkk", async () => {
        const { customer, client, own } = await someone();
        const asked = await patch(client, { [consent]: true });
        expect(asked).toMatchObject({ status: 202, body: { [consent]: null } });
        expect(Object.keys(asked.body)).toHaveLength(9);
        expect(await ledgerOf(customer)).toEqual([]);
        const answered = await patch(client, { [consent]: true, code: await newestCode(shop, own) });
        expect(answered).toMatchObject({ status: 200, body: { [consent]: true, phone: own } });
        expect(await ledgerOf(customer)).toMatchObject([{ oldValue: null, newValue: true, source: "profile" }]);
        const row = await shop.db.customer.findUniqueOrThrow({ where: { id: customer.id } });
        expect(row.phoneVerifiedAt).not.toBeNull();
      });
    },
  );

  test("a consent to his own phone signs no device out and sends no notice", async () => {
    await inMode("kvkk", async () => {
      const { customer, client, own } = await someone();
      const other = await as(shop, customer);
      await patch(client, { sms_allowed: true });
      await patch(client, { sms_allowed: true, code: await newestCode(shop, own) });
      expect((await other.get(profile)).status).toBe(200);
      expect(await messagesTo(shop, own)).toHaveLength(1);
      expect(await countQueued(shop, own)).toBe(0);
    });
  });

  test("what changes neither phone nor consents needs no code, sent along or not", async () => {
    await inMode("kvkk", async () => {
      const { client, own } = await someone({ emailAllowed: true });
      const body = { first_name: "Jane", email_allowed: "true", sms_allowed: null, phone: `0${own.slice(3)}` };
      expect((await patch(client, body)).status).toBe(200);
      expect(await messagesTo(shop, own)).toEqual([]);
    });
  });

  test("406 kvkk_service_100_2 for other consents than asked for, with the submitted values in the documented order", async () => {
    await inMode("kvkk", async () => {
      const { customer, client, phone } = await someone();
      const asked = { phone, sms_allowed: true, email_allowed: false, call_allowed: true };
      await patch(client, asked);
      const code = await newestCode(shop, phone);
      const answer = await patch(client, { ...asked, sms_allowed: "false", call_allowed: null, code });
      expect(answer.status).toBe(406);
      expect(answer.body).toEqual({
        non_field_errors: `Mismatch confirmation data ${phone}, false, false, null, ${customer.email}.`,
        error_code: "kvkk_service_100_2",
      });
      expect((await client.get(profile)).body).toMatchObject({ phone: customer.phone, sms_allowed: null });
      expect(await ledgerOf(customer)).toEqual([]);
      expect((await patch(client, { ...asked, code })).status).toBe(200);
    });
  });

  test.each(["sms_allowed", "email_allowed", "call_allowed"])("406 when %s alone differs", async (consent) => {
    await inMode("kvkk", async () => {
      const { client, phone } = await someone();
      const asked = { phone, sms_allowed: true, email_allowed: true, call_allowed: true };
      await patch(client, asked);
      for (const value of [false, null]) {
        const answer = await patch(client, { ...asked, [consent]: value, code: await newestCode(shop, phone) });
        expect(answer).toMatchObject({ status: 406, body: { error_code: "kvkk_service_100_2" } });
      }
    });
  });

  test("406 when the e-mail address was changed since the question", async () => {
    await inMode("kvkk", async () => {
      const { customer, client, phone } = await someone();
      await patch(client, { phone });
      const email = `new.${customer.email}`;
      await shop.db.customer.update({ where: { id: customer.id }, data: { email, emailCanonical: email } });
      const answer = await patch(client, { phone, code: await newestCode(shop, phone) });
      expect(answer).toMatchObject({ status: 406, body: { error_code: "kvkk_service_100_2" } });
      expect(answer.body.non_field_errors).toContain(email);
    });
  });

  test("406 for another phone comes before the mismatch, and the mismatch before the code is looked at", async () => {
    await inMode("kvkk", async () => {
      const { client, phone } = await someone();
      await patch(client, { phone, sms_allowed: true });
      const both = await patch(client, { phone: uniquePhone(), sms_allowed: false, code: "000000" });
      expect(both.body.error_code).toBe("sms_verification_100_1");
      const mismatch = await patch(client, { phone, sms_allowed: false, code: "000000" });
      expect(mismatch.body.error_code).toBe("kvkk_service_100_2");
      expect((await patch(client, { phone, sms_allowed: true })).body.verification.attempts_left).toBe(5);
    });
  });

  test("another question within the minute gets a code of its own, and the first one's is void", async () => {
    await inMode("kvkk", async () => {
      const { client, own } = await someone();
      await patch(client, { sms_allowed: true });
      await patch(client, { sms_allowed: false });
      const [first, second] = await codesTo(shop, own);
      const late = await patch(client, { sms_allowed: false, code: first });
      expect(late.body.error_code).toBe("sms_verification_100_4");
      expect(await patch(client, { sms_allowed: false, code: second })).toMatchObject({ body: { sms_allowed: false } });
    });
  });

  test("400 on phone for who has none to prove his consent with", async () => {
    await inMode("kvkk", async () => {
      const { client } = await someone({ phone: null });
      const answer = await patch(client, { sms_allowed: true });
      expect(answer).toMatchObject({ status: 400, body: { phone: ["This field is required."] } });
      expect((await patch(client, { first_name: "Jane" })).status).toBe(200);
    });
  });

  test("profile-with-loyalty asks for phones only", async () => {
    await inMode("kvkk", async () => {
      const { client, own } = await someone();
      const body = { phone: own, date_of_birth: "2000-01-01", sms_allowed: true };
      expect(await client.patch(withLoyalty, { body })).toMatchObject({ status: 200, body: { sms_allowed: true } });
    });
  });
});
