import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as addCard from "@/app/api/loyalty-card/add_loyalty_card/route";
import * as addCardOtp from "@/app/api/loyalty-card/add_loyalty_card_otp/route";
import * as deleteCard from "@/app/api/loyalty-card/delete_loyalty/route";
import * as ledger from "@/app/api/loyalty-card/ledger/route";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import * as search from "@/app/api/loyalty-card/search_exists_create/route";
import * as updateCard from "@/app/api/loyalty-card/update_loyalty_card/route";
import * as verification from "@/app/api/verification/[purpose]/route";
import { LANGUAGES } from "@/lib/platform/i18n/languages";
import { anyHeader, anyJson, anyText, rubbish } from "@/lib/testing/arbitraries";
import { forgetLimits } from "@/lib/testing/challenges";
import type { Client, Endpoint } from "@/lib/testing/client";
import { uniquePhone } from "@/lib/testing/customers";
import { cardForm, newMemberOf, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { messagesTo } from "@/lib/testing/mailbox";

/* Whatever is sent to the loyalty card's endpoints: never a 5xx, and rubbish is named by its field and goes nowhere. */

const loyalty = openLoyaltyShop("embedded");

const { first_name, last_name, email, email_allowed, sms_allowed, call_allowed, phone, code, resend } = rubbish;
const gender = rubbish.gender.filter((value) => value !== null);
const date_of_birth = rubbish.date_of_birth.filter((value) => value !== "");
const consents = { email_allowed, sms_allowed, call_allowed };
const person = { first_name, last_name, gender, phone, date_of_birth, ...consents };
const answer = { code, resend };

type Posted = {
  name: string;
  endpoint: Endpoint;
  fields: Record<string, fc.Arbitrary<unknown>>;
  /** A body in which only the field under test is wrong. */
  good: () => Record<string, unknown>;
  /** Who has a card is asked for other things than who has none. */
  hasCard: boolean;
  params?: Record<string, string>;
};

const newForm = () => cardForm({ phone: uniquePhone(), email: "any.body@example.com" });
const withoutAddress = () => {
  const { email: _email, ...form } = newForm();
  return form;
};

const POSTED: Posted[] = [
  {
    name: "add_loyalty_card",
    endpoint: addCard,
    fields: { ...person, email, ...answer },
    good: newForm,
    hasCard: false,
  },
  { name: "add_loyalty_card_otp", endpoint: addCardOtp, fields: { ...person, email }, good: newForm, hasCard: false },
  {
    name: "update_loyalty_card",
    endpoint: updateCard,
    fields: { ...person, ...answer },
    good: withoutAddress,
    hasCard: true,
  },
  {
    name: "search_exists_create",
    endpoint: search,
    fields: { email, phone: phone.filter(isOfWrongShape), date_of_birth },
    good: () => ({ email: "any.body@example.com" }),
    hasCard: false,
  },
  {
    name: "verification/loyalty_join",
    endpoint: verification,
    fields: answer,
    good: () => ({}),
    hasCard: false,
    params: { purpose: "loyalty_join" },
  },
];

/** Numbers that get no messages are refused only where one would be sent. */
function isOfWrongShape(value: unknown): boolean {
  return typeof value !== "string" || !/^\+\d{10,}$/.test(value);
}

const ANSWERED = [200, 201, 202, 400, 404, 406, 429];

async function newcomer({ hasCard }: Posted): Promise<Client> {
  return (hasCard ? await newMemberOf(loyalty.shop) : await newShopper(loyalty.shop)).client;
}

/** What must not change: accounts over there, cards, and what is to be done. */
async function stateOfAll() {
  const { db } = loyalty.shop;
  const [members, cards, tasks] = [
    db.loyaltyMember.count(),
    db.loyaltyCard.count(),
    db.job.count({ where: { kind: { startsWith: "loyalty." } } }),
  ];
  return Promise.all([members, cards, tasks]);
}

describe.each(POSTED)("POST $name", (posted) => {
  const { name, endpoint, fields, good, params = {} } = posted;
  const asOtp = name === "add_loyalty_card_otp";

  test.each(Object.keys(fields))("rubbish in %s alone is named, and goes nowhere", async (field) => {
    const client = await newcomer(posted);
    const before = await stateOfAll();
    const value = fields[field] as fc.Arbitrary<unknown>;
    // Without a message to send, every number of a good shape is as good as another.
    const sent = asOtp && field === "phone" ? value.filter(isOfWrongShape) : value;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...LANGUAGES), sent, async (language, rubbishValue) => {
        const body = { ...good(), [field]: rubbishValue };
        const headers = { "accept-language": language };
        const { status, headers: said, body: faults } = await client.post(endpoint, { params, headers, body });
        expect({ status, fields: Object.keys(faults) }).toEqual({ status: 400, fields: [field] });
        expect(said.get("content-language")).toBe(language);
        for (const text of faults[field]) expect(text).toEqual(expect.any(String));
        if (field !== "phone" && "phone" in body)
          expect(await messagesTo(loyalty.shop, String(body.phone))).toEqual([]);
      }),
      { numRuns: 12 },
    );
    expect(await stateOfAll()).toEqual(before);
  });

  test("any JSON in any fields: refused by name or answered, never a 5xx, and the card can be read", async () => {
    const client = await newcomer(posted);
    const record = fc.record(Object.fromEntries(Object.keys(fields).map((field) => [field, anyJson])), {
      requiredKeys: [],
    });
    await fc.assert(
      fc.asyncProperty(record, fc.boolean(), async (sent, beside) => {
        const body = beside ? { ...good(), ...sent } : sent;
        const answered = await client.post(endpoint, { params, body });
        expect(ANSWERED).toContain(answered.status);
        if (answered.status === 400) {
          const names = [...Object.keys(fields), ...Object.keys(good()), "non_field_errors"];
          expect(names).toEqual(expect.arrayContaining(Object.keys(answered.body)));
        }
        expect((await client.get(loyaltyCard)).status).toBe(200);
        await forgetLimits(loyalty.shop);
      }),
      { numRuns: 40 },
    );
  });

  test("any JSON as the whole body, any text in any field of a form, and any bytes", async () => {
    const client = await newcomer(posted);
    await fc.assert(
      fc.asyncProperty(anyJson, async (body) => {
        const { status } = await client.post(endpoint, { params, body: JSON.stringify(body) });
        expect([...ANSWERED, 413]).toContain(status);
      }),
      { numRuns: 30 },
    );
    const names = fc.constantFrom(...Object.keys(fields), "__proto__", "constructor", "");
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(names, anyText), { maxLength: 6 }), fc.boolean(), async (pairs, multipart) => {
        const body = multipart ? new FormData() : new URLSearchParams();
        for (const [field, value] of pairs) body.append(field, value);
        expect(ANSWERED).toContain((await client.post(endpoint, { params, body })).status);
      }),
      { numRuns: 30 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const { status } = await client.post(endpoint, { params, body: bytes });
        expect(ANSWERED).toContain(status);
      }),
      { numRuns: 20 },
    );
  });

  test("any Idempotency-Key: served, or refused as one that is none", async () => {
    const client = await newcomer(posted);
    await fc.assert(
      fc.asyncProperty(anyHeader, async (key) => {
        const headers = { "idempotency-key": key };
        const { status } = await client.post(endpoint, { params, headers, body: {} });
        expect([200, 400, 404, 406]).toContain(status);
      }),
      { numRuns: 20 },
    );
  });
});

describe("GET", () => {
  test("any query of the ledger is 200 or 404", async () => {
    const { client } = await newMemberOf(loyalty.shop);
    await fc.assert(
      fc.asyncProperty(anyText, anyText, async (before, limit) => {
        const query = `before=${escaped(before)}&limit=${escaped(limit)}`;
        expect([200, 404]).toContain((await client.get(ledger, { query })).status);
      }),
      { numRuns: 60 },
    );
  });

  test("leaving takes no body, so that any is as good as none", async () => {
    await fc.assert(
      fc.asyncProperty(anyJson, async (body) => {
        const { client } = await newMemberOf(loyalty.shop);
        expect((await client.post(deleteCard, { body: JSON.stringify(body) })).status).toBe(204);
      }),
      { numRuns: 10 },
    );
  });
});

/** Lone surrogates have no escape. */
function escaped(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, ""));
}
