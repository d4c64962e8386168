import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import * as tokenSignIn from "@/app/api/shop/customers/auth/pwd/signin/route";
import * as me from "@/app/api/shop/customers/me/route";
import * as login from "@/app/api/users/login/route";
import * as profile from "@/app/api/users/profile/route";
import * as withLoyalty from "@/app/api/users/profile-with-loyalty/route";
import * as setSegment from "@/app/api/users/segments/[id]/set/route";
import * as media from "@/app/media/[...path]/route";
import type { CustomerRow } from "@/lib/customers/store";
import { LANGUAGES, type Language } from "@/lib/platform/i18n/languages";
import { API_MESSAGES } from "@/lib/platform/i18n/translate";
import { anyJson, anyText, malformed, rubbish } from "@/lib/testing/arbitraries";
import { as, type Client, clientWith, type Endpoint } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";

/* Whatever is sent in a body: never a 5xx, and rubbish is named by its field, in the asked language, and not written. */

let shop: Shop;
let customer: CustomerRow;
let client: Client;
beforeAll(async () => {
  shop = await openShop();
  customer = await createCustomer(shop, { emailAllowed: true, attributes: { size: "M" } });
  client = await as(shop, customer);
});

type Field = keyof typeof rubbish;

const PROFILE: Field[] = [
  "first_name",
  "last_name",
  "email_allowed",
  "sms_allowed",
  "call_allowed",
  "gender",
  "date_of_birth",
  "phone",
  "attributes",
  "language_code",
  "avatar",
  "code",
  "resend",
];
const PATCHED: [string, Endpoint, Field[]][] = [
  ["profile", profile, PROFILE],
  ["profile-with-loyalty", withLoyalty, PROFILE.filter((field) => field !== "avatar")],
  ["customers/me", me, ["username", "avatar", "first_name", "last_name", "gender"]],
];

/** Patterns of the texts that a language has for faults of fields: values may stand for the braces. */
const TEXTS = Object.fromEntries(
  LANGUAGES.map((language) => [
    language,
    Object.values(API_MESSAGES[language].fields).map((text) => {
      const literal = text.split(/\{.*\}/s).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
      return new RegExp(`^${literal.join(".*")}$`, "s");
    }),
  ]),
) as Record<Language, RegExp[]>;

async function stateOf({ id }: CustomerRow) {
  const row = await shop.db.customer.findUniqueOrThrow({ where: { id } });
  return { row, consents: await shop.db.consentEvent.count({ where: { customerId: id } }) };
}

/** What the loyalty endpoint wants in every request. */
function requiredBy(endpoint: Endpoint) {
  return endpoint === withLoyalty ? { phone: customer.phone, date_of_birth: "2000-01-01" } : {};
}

async function refused(endpoint: Endpoint, language: Language, sent: Record<string, unknown>): Promise<void> {
  const body = { ...requiredBy(endpoint), ...sent };
  const answer = await client.patch(endpoint, { headers: { "accept-language": language }, body });
  expect(answer.status).toBe(400);
  expect(Object.keys(answer.body).sort()).toEqual(Object.keys(sent).sort());
  expect(answer.headers.get("content-language")).toBe(language);
  for (const texts of Object.values<string[]>(answer.body)) {
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) expect(TEXTS[language].some((pattern) => pattern.test(text))).toBe(true);
  }
}

const anyLanguage = fc.constantFrom(...LANGUAGES);

describe.each(PATCHED)("PATCH %s", (_name, endpoint, fields) => {
  test.each(fields)("rubbish in %s alone", async (field) => {
    const before = await stateOf(customer);
    await fc.assert(
      fc.asyncProperty(anyLanguage, rubbish[field], (language, value) =>
        refused(endpoint, language, { [field]: value }),
      ),
      { numRuns: 20 },
    );
    expect(await stateOf(customer)).toEqual(before);
  });

  test("rubbish in several fields: each is named, and the good ones beside them are not written", async () => {
    const before = await stateOf(customer);
    const some = fc.record(Object.fromEntries(fields.map((field) => [field, malformed[field]])), { requiredKeys: [] });
    await fc.assert(
      fc.asyncProperty(anyLanguage, some, async (language, sent) => {
        if (Object.keys(sent).length > 0) await refused(endpoint, language, sent);
      }),
      { numRuns: 30 },
    );
    const all = fc.record(Object.fromEntries(fields.map((field) => [field, malformed[field]])));
    await fc.assert(
      fc.asyncProperty(anyLanguage, all, (language, sent) => refused(endpoint, language, sent)),
      { numRuns: 10 },
    );
    expect(await stateOf(customer)).toEqual(before);
  });

  test("any JSON in any fields: taken or refused by name, never a 5xx, and what was taken can be read", async () => {
    const someone = await createCustomer(shop);
    const his = await as(shop, someone);
    const record = fc.record(Object.fromEntries(fields.map((field) => [field, anyJson])), { requiredKeys: [] });
    await fc.assert(
      fc.asyncProperty(record, async (sent) => {
        const answer = await his.patch(endpoint, { body: sent });
        expect([200, 400]).toContain(answer.status);
        if (answer.status === 400)
          expect([...fields, "non_field_errors"]).toEqual(expect.arrayContaining(Object.keys(answer.body)));
        expect((await his.get(endpoint)).status).toBe(200);
      }),
      { numRuns: 60 },
    );
  });

  test("any JSON as the whole body", async () => {
    const before = await stateOf(customer);
    await fc.assert(
      fc.asyncProperty(anyJson, async (body) => {
        expect([200, 400, 413]).toContain((await client.patch(endpoint, { body: JSON.stringify(body) })).status);
      }),
      { numRuns: 60 },
    );
    const { row } = await stateOf(customer);
    expect({ ...row, version: 0, modifiedAt: 0 }).toEqual({ ...before.row, version: 0, modifiedAt: 0 });
  });

  test("any text in any field of a form", async () => {
    const his = await as(shop, await createCustomer(shop));
    const names = fc.constantFrom(...fields, "__proto__", "constructor", "");
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(names, anyText), { maxLength: 6 }), fc.boolean(), async (pairs, multipart) => {
        const form = multipart ? new FormData() : new URLSearchParams();
        for (const [name, value] of pairs) form.append(name, value);
        expect([200, 400]).toContain((await his.patch(endpoint, { body: form })).status);
      }),
      { numRuns: 60 },
    );
  });

  test("any bytes, whatever they call themselves", async () => {
    const before = await stateOf(customer);
    const type = fc.constantFrom(
      "application/json",
      "multipart/form-data; boundary=x",
      "multipart/form-data; boundary=",
      'multipart/form-data; boundary="',
      "text/plain",
      "/",
    );
    const start = fc.constantFrom(
      "",
      "{",
      '{"first_name":',
      '--x\r\nContent-Disposition: form-data; name="gender"\r\n\r\n',
    );
    await fc.assert(
      fc.asyncProperty(type, start, fc.uint8Array({ maxLength: 200 }), async (contentType, prefix, bytes) => {
        const body = Buffer.concat([Buffer.from(prefix), bytes]);
        const { status } = await client.patch(endpoint, { body, headers: { "content-type": contentType } });
        expect([400, 413, 415]).toContain(bytes.length + prefix.length === 0 ? 400 : status);
      }),
      { numRuns: 60 },
    );
    expect((await stateOf(customer)).row.firstName).toBe(before.row.firstName);
  });
});

describe.each([
  ["login", login, "email"],
  ["pwd/signin", tokenSignIn, "username"],
] as const)("POST %s", (_name, endpoint, name) => {
  test("any JSON as credentials lets nobody in: 400, or 429 at most", async () => {
    const field = fc.oneof(anyJson, fc.constantFrom(customer.email, { not: "" }, { contains: "@" }, [customer.email]));
    await fc.assert(
      fc.asyncProperty(field, anyJson, async (who, password) => {
        const answer = await clientWith({}).post(endpoint, { body: { [name]: who, password } });
        expect([400, 429]).toContain(answer.status);
        expect(answer.headers.getSetCookie()).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test("what is no text is named by its field", async () => {
    const notText = anyJson.filter((value) => typeof value !== "string");
    await fc.assert(
      fc.asyncProperty(notText, notText, async (who, password) => {
        const { status, body } = await clientWith({}).post(endpoint, { body: { [name]: who, password } });
        expect({ status, fields: Object.keys(body).sort() }).toEqual({
          status: 400,
          fields: [name, "password"].sort(),
        });
      }),
      { numRuns: 40 },
    );
  });
});

describe("the path", () => {
  test("any segment id is 404 or 406 and activates nothing", async () => {
    const id = fc.oneof(anyText, fc.bigInt().map(String), fc.double().map(String));
    await fc.assert(
      fc.asyncProperty(id, async (text) => {
        expect([404, 406]).toContain((await client.post(setSegment, { params: { id: text } })).status);
      }),
      { numRuns: 100 },
    );
    expect((await stateOf(customer)).row.activeSegmentId).toBeNull();
  });

  test("any media path is 404", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { maxLength: 4 }), async (path) => {
        expect((await clientWith({}).get(media, { params: { path } })).status).toBe(404);
      }),
      { numRuns: 100 },
    );
  });
});
