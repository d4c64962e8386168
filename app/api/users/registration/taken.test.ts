import { beforeAll, describe, expect, test } from "vitest";
import * as registerWithLoyalty from "@/app/api/users/register-with-loyalty/route";
import { newBrowser } from "@/lib/testing/browser";
import { wrongCode } from "@/lib/testing/challenges";
import type { Answer } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { countHashes } from "@/lib/testing/hashing";
import { messagesTo, newestCode } from "@/lib/testing/mailbox";
import { type FilledForm, newRegistration } from "@/lib/testing/registrations";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as registration from "./route";

/* Nobody learns by registering whose number or address has an account, until he has proved that the number is his. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const ENDPOINTS = [
  { name: "registration", endpoint: registration },
  { name: "register-with-loyalty", endpoint: registerWithLoyalty },
];

/** What an onlooker sees of an answer, whatever numbers and times it mentions. */
function shapeOf({ status, headers, body }: Answer) {
  return {
    status,
    headers: [...headers.keys()],
    keys: Object.keys(body),
    verification: Object.keys(body.verification ?? {}),
  };
}

describe.each(ENDPOINTS)("$name", ({ endpoint }) => {
  async function forms(): Promise<Record<"free" | "takenPhone" | "takenEmail" | "both" | "closed", FilledForm>> {
    const owner = await createCustomer(shop);
    const other = await createCustomer(shop);
    const gone = await createCustomer(shop, { isActive: false });
    return {
      free: newRegistration(),
      takenPhone: newRegistration({ phone: owner.phone }),
      takenEmail: newRegistration({ email: String(owner.email).toUpperCase() }),
      both: newRegistration({ phone: other.phone, email: other.email }),
      closed: newRegistration({ phone: gone.phone }),
    };
  }

  test("the same 202, the same work and one message, whatever is taken; a taken number gets a notice and no code", async () => {
    const { free, ...others } = await forms();
    const expected = await countHashes(() => newBrowser().post(endpoint, { body: free }));
    expect(expected.result.status).toBe(202);
    for (const body of Object.values(others)) {
      const { result, hashes } = await countHashes(() => newBrowser().post(endpoint, { body }));
      expect(shapeOf(result)).toEqual(shapeOf(expected.result));
      expect(hashes).toBe(expected.hashes);
      expect(await messagesTo(shop, body.phone)).toHaveLength(1);
    }
    const isNotice = async ({ phone }: FilledForm) => (await messagesTo(shop, phone))[0]?.code === null;
    expect(await isNotice(others.takenPhone)).toBe(true);
    expect(await isNotice(others.both)).toBe(true);
    expect(await isNotice(others.closed)).toBe(true);
    expect(await isNotice(others.takenEmail)).toBe(false);
    const [notice] = await messagesTo(shop, others.takenPhone.phone);
    expect(notice?.body).toContain("someone tried to use this number for another account");
    expect(notice?.body).not.toMatch(/#\d|\b\d{6}\b/);
  });

  test("the same answers to guesses, five of them, to a reload and to the wish for another code", async () => {
    const { free, takenPhone } = await forms();
    const [mine, theirs] = [newBrowser(), newBrowser()];
    await mine.post(endpoint, { body: free });
    await theirs.post(endpoint, { body: takenPhone });
    const code = await newestCode(shop, free.phone);
    for (let n = 1; n <= 6; n++) {
      const sent = { code: wrongCode(code, n) };
      const expected = await countHashes(() => mine.post(endpoint, { body: { ...free, ...sent } }));
      const seen = await countHashes(() => theirs.post(endpoint, { body: { ...takenPhone, ...sent } }));
      expect({ ...shapeOf(seen.result), body: seen.result.body }).toEqual({
        ...shapeOf(expected.result),
        body: expected.result.body,
      });
      expect(seen.hashes).toBe(expected.hashes);
    }
    const again = [await mine.post(endpoint, { body: free }), await theirs.post(endpoint, { body: takenPhone })];
    expect(shapeOf(again[1] as Answer)).toEqual(shapeOf(again[0] as Answer));
    // The code is void, so both have got a second message, and a third is too much for both.
    for (const { phone } of [free, takenPhone]) expect(await messagesTo(shop, phone)).toHaveLength(2);
    expect((await mine.post(endpoint, { body: { ...free, resend: true } })).status).toBe(429);
    expect((await theirs.post(endpoint, { body: { ...takenPhone, resend: true } })).status).toBe(429);
  });

  test("400 email once the number is proved, and no account", async () => {
    const { takenEmail: body } = await forms();
    const browser = newBrowser();
    await browser.post(endpoint, { body });
    const code = await newestCode(shop, body.phone);
    for (let repetition = 0; repetition < 2; repetition++) {
      const { status, body: said } = await browser.post(endpoint, { body: { ...body, code } });
      expect({ status, said }).toEqual({ status: 400, said: { email: ["This email address is already in use."] } });
    }
    expect(await shop.db.customer.count({ where: { phoneCanonical: body.phone } })).toBe(0);
  });

  test("400 phone, email or both for who proved a number that was taken meanwhile", async () => {
    for (const taken of [["phone"], ["email"], ["phone", "email"]] as const) {
      const body = newRegistration();
      const browser = newBrowser();
      await browser.post(endpoint, { body });
      const code = await newestCode(shop, body.phone);
      const has = (field: string) => (taken as readonly string[]).includes(field);
      await createCustomer(shop, {
        ...(has("phone") && { phone: body.phone }),
        ...(has("email") && { email: body.email }),
      });
      const { status, body: said } = await browser.post(endpoint, { body: { ...body, code } });
      expect(status).toBe(400);
      expect(said).toEqual({
        ...(has("phone") && { phone: ["This phone number is already in use."] }),
        ...(has("email") && { email: ["This email address is already in use."] }),
      });
    }
  });
});

describe("many at once", () => {
  test("eight times the right code is one account and one 201, the rest refusals", async () => {
    const body = newRegistration();
    const browser = newBrowser();
    await browser.post(registration, { body });
    const code = await newestCode(shop, body.phone);
    const { cookie = "" } = browser.headers;
    const finals = Array.from({ length: 8 }, () =>
      newBrowser().post(registration, { body: { ...body, code }, headers: { cookie } }),
    );
    const statuses = (await Promise.all(finals)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 406)).toHaveLength(7);
    expect(await shop.db.customer.count({ where: { phoneCanonical: body.phone } })).toBe(1);
  });

  test("of fifty wrong codes at five are compared, and the right one comes too late", async () => {
    const body = newRegistration();
    const browser = newBrowser();
    await browser.post(registration, { body });
    const code = await newestCode(shop, body.phone);
    const guesses = Array.from({ length: 50 }, (_, n) =>
      browser.post(registration, { body: { ...body, code: wrongCode(code, n + 1) } }),
    );
    const answers = await Promise.all(guesses);
    const compared = answers.filter(
      ({ body: said }) => said.non_field_errors?.[0] === "Verification codes do not match.",
    );
    expect(compared.length).toBeLessThanOrEqual(5);
    for (const { status } of answers) expect([406, 429]).toContain(status);
    expect((await browser.post(registration, { body: { ...body, code } })).status).toBe(406);
  });

  test("two who prove one number, and two who chose one address: one account, and 400 by name for the other", async () => {
    for (const field of ["phone", "email"] as const) {
      const forms = [newRegistration(), newRegistration()] as const;
      forms[1][field] = forms[0][field];
      const ready = [];
      for (const body of forms) {
        const browser = newBrowser();
        await browser.post(registration, { body });
        ready.push({ browser, body: { ...body, code: await newestCode(shop, body.phone) } });
      }
      const answers = await Promise.all(ready.map(({ browser, body }) => browser.post(registration, { body })));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 400]);
      expect(Object.keys(answers.find(({ status }) => status === 400)?.body)).toEqual([field]);
      const column = field === "phone" ? { phoneCanonical: forms[0].phone } : { emailCanonical: forms[0].email };
      expect(await shop.db.customer.count({ where: column })).toBe(1);
    }
  });

  test("six times the same question is one message", async () => {
    const browser = newBrowser();
    await browser.post(registration, { body: newRegistration() });
    const body = newRegistration({ phone: uniquePhone() });
    const answers = await Promise.all(Array.from({ length: 6 }, () => browser.post(registration, { body })));
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(202));
    expect(await messagesTo(shop, body.phone)).toHaveLength(1);
  });
});
