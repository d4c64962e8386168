import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as tokenSignIn from "@/app/api/shop/customers/auth/pwd/signin/route";
import * as login from "@/app/api/users/login/route";
import * as media from "@/app/media/[...path]/route";
import { routeMetaOf } from "@/lib/platform/http/route-meta";
import { LANGUAGES, type Language } from "@/lib/platform/i18n/languages";
import { API_MESSAGES } from "@/lib/platform/i18n/translate";
import { anyJson, anyText, malformed, rubbishOf } from "@/lib/testing/arbitraries";
import { type Answer, clientWith } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { BODIES, callerOf, everyEndpoint, methodsOf, PATH_PARAMS, sendTo } from "@/lib/testing/endpoints";
import { openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { messagesTo } from "@/lib/testing/mailbox";

/* Whatever is sent to whatever endpoint: never a 5xx, and rubbish is named by its field, in the asked language, and not written. */

const loyalty = openLoyaltyShop("embedded");

const handlers = (await everyEndpoint()).flatMap(({ name, module }) =>
  methodsOf(module).map((method) => ({ name, module, method, meta: routeMetaOf(module[method]) })),
);

const requests = handlers.flatMap(({ name, module, method, meta }) => {
  const { by = "guest", good = () => ({}), optional = [] } = BODIES[name] ?? {};
  return meta?.body ? [{ name, module, method, by, good, optional, fields: Object.keys(meta.body.shape) }] : [];
});

const ANSWERED = [200, 201, 202, 204, 400, 404, 406, 409, 429];
const anyLanguage = fc.constantFrom(...LANGUAGES);

/** What a path or query that means nothing is answered, where it is not 404. */
const MEANINGLESS: Record<string, number[]> = {
  "admin/customers": [200, 400],
  "dev/outbox": [200, 204],
  "loyalty-card/ledger": [400, 404],
  "users/activity": [200, 400],
  "users/reset/[key]": [400],
  "users/undo/[token]": [400],
  "users/segments/[id]/set": [404, 406],
};

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

/** What is told of fields, without the sentence that some clients get beside them. */
function fieldsOf({ detail: _detail, ...fields }: Record<string, string[]>): Record<string, string[]> {
  return fields;
}

function expectRefusal({ status, headers, body }: Answer, language: Language, fields: string[]): void {
  expect({ status, fields: Object.keys(fieldsOf(body)).sort() }).toEqual({ status: 400, fields: [...fields].sort() });
  expect(headers.get("content-language")).toBe(language);
  for (const texts of Object.values(fieldsOf(body))) {
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) expect(TEXTS[language].some((pattern) => pattern.test(text))).toBe(true);
  }
}

/** What must not change: accounts and what they hold, here and at the programme. */
async function stateOfAll() {
  const { db } = loyalty.shop;
  // In some orders of the tests there is nobody yet.
  const id = (await db.customer.findFirst({ orderBy: { id: "desc" }, select: { id: true } }))?.id ?? 0;
  return Promise.all([
    db.customer.findUnique({ where: { id } }),
    ...[
      db.customer.count(),
      db.consentEvent.count(),
      db.loyaltyCard.count(),
      db.loyaltyMember.count(),
      db.apiToken.count(),
    ],
  ]);
}

test("every endpoint that takes a body is looked at", () => {
  expect(requests.map(({ name }) => name).sort()).toEqual(Object.keys(BODIES).sort());
});

describe.each(requests)("$method $name", ({ name, module, method, by, good, optional, fields }) => {
  const newCaller = () => callerOf(loyalty.shop, by);

  test.each(fields)("names rubbish in %s alone; nothing is written or sent", async (field) => {
    const client = await newCaller();
    const before = await stateOfAll();
    await fc.assert(
      fc.asyncProperty(anyLanguage, rubbishOf(name, field), async (language, value) => {
        const body: Record<string, unknown> = { ...good(), [field]: value };
        const answer = await sendTo(module, method, client, { headers: { "accept-language": language }, body });
        expectRefusal(answer, language, [field]);
        const number = body.phone ?? body.mobile_number;
        if (typeof number === "string" && !/phone|mobile/.test(field)) {
          expect(await messagesTo(loyalty.shop, number)).toEqual([]);
        }
      }),
      { numRuns: 12 },
    );
    expect(await stateOfAll()).toEqual(before);
  });

  test("names every field that is missing, at once", async () => {
    const required = Object.keys(good()).filter((field) => !optional.includes(field));
    const answer = await sendTo(module, method, await newCaller(), { body: {} });
    if (required.length > 0) expectRefusal(answer, "en", required);
    for (const texts of Object.values(required.length > 0 ? fieldsOf(answer.body) : {})) {
      expect(texts).toEqual(["This field is required."]);
    }
  });

  test("takes any JSON in any fields or refuses it by name, and can be read then", async () => {
    const client = await newCaller();
    const any = fc.record(Object.fromEntries(fields.map((field) => [field, anyJson])), { requiredKeys: [] });
    await fc.assert(
      fc.asyncProperty(any, fc.boolean(), async (sent, isBeside) => {
        const { status, body, headers } = await sendTo(module, method, client, {
          body: isBeside ? { ...good(), ...sent } : sent,
        });
        expect(ANSWERED).toContain(status);
        if (status === 400)
          expect([...fields, "non_field_errors"]).toEqual(expect.arrayContaining(Object.keys(fieldsOf(body))));
        expect(headers.getSetCookie().length).toBeLessThanOrEqual(1);
        expect((await sendTo(module, "GET", client)).status).toBeLessThan(500);
      }),
      { numRuns: 30 },
    );
  });

  test("survives any JSON as the whole body, any text in any field of a form, and any bytes of any type", async () => {
    const client = await newCaller();
    const send = async (body: unknown, headers = {}) => {
      expect([...ANSWERED, 413, 415]).toContain((await sendTo(module, method, client, { body, headers })).status);
    };
    await fc.assert(
      fc.asyncProperty(anyJson, (body) => send(JSON.stringify(body))),
      { numRuns: 20 },
    );
    const names = fc.constantFrom(...fields, "__proto__", "constructor", "");
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(names, anyText), { maxLength: 6 }), fc.boolean(), (pairs, isMultipart) => {
        const form = isMultipart ? new FormData() : new URLSearchParams();
        for (const [field, value] of pairs) form.append(field, value);
        return send(form);
      }),
      { numRuns: 20 },
    );
    const types = [
      "application/json",
      "multipart/form-data; boundary=x",
      'multipart/form-data; boundary="',
      "text/plain",
    ];
    const starts = ["", "{", `{"${fields[0]}":`, '--x\r\nContent-Disposition: form-data; name="gender"\r\n\r\n'];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...types, "multipart/form-data; boundary=", "/"),
        fc.constantFrom(...starts),
        fc.uint8Array({ maxLength: 200 }),
        (type, start, bytes) => send(Buffer.concat([Buffer.from(start), bytes]), { "content-type": type }),
      ),
      { numRuns: 30 },
    );
  });
});

describe.each(requests.filter(({ method }) => method === "PATCH"))(
  "$method $name",
  ({ name, module, by, good, fields }) => {
    test("names rubbish in several fields at once, and writes none of the good ones beside it", async () => {
      const client = await callerOf(loyalty.shop, by);
      const before = await stateOfAll();
      const wrong = Object.fromEntries(fields.map((field) => [field, malformed[field as keyof typeof malformed]]));
      await fc.assert(
        fc.asyncProperty(anyLanguage, fc.record(wrong, { requiredKeys: [] }), async (language, sent) => {
          if (Object.keys(sent).length === 0) return;
          const body = { ...good(), ...sent };
          const answer = await client.patch(module, { headers: { "accept-language": language }, body });
          expectRefusal(answer, language, Object.keys(sent));
        }),
        { numRuns: 30 },
      );
      expect([name, await stateOfAll()]).toEqual([name, before]);
    });
  },
);

describe.each(handlers.filter(({ method, meta }) => method !== "HEAD" && (meta?.params || meta?.query)))(
  "$method $name",
  ({ name, module, method }) => {
    test("survives any path and query, and changes nothing", async () => {
      const client = await callerOf(loyalty.shop, name.startsWith("admin/") ? "admin" : "customer");
      const before = await stateOfAll();
      const any = fc.oneof(anyText, fc.bigInt().map(String), fc.double().map(String));
      await fc.assert(
        fc.asyncProperty(any, any, async (text, other) => {
          const query = new URLSearchParams({ before: text, limit: other, to: text }).toString();
          const params = {
            ...PATH_PARAMS,
            ...Object.fromEntries(Object.keys(PATH_PARAMS).map((part) => [part, text])),
          };
          const body = ["POST", "PUT", "PATCH"].includes(method) ? BODIES[name]?.good() : undefined;
          const { status } = await sendTo(module, method, client, { params, query, body });
          // A small number names something there, or makes it.
          const meaningless = name.startsWith("admin/") ? [200, 201, 204, 400, 404] : [404];
          expect(MEANINGLESS[name] ?? meaningless).toContain(status);
        }),
        { numRuns: 60 },
      );
      expect(await stateOfAll()).toEqual(before);
    });
  },
);

describe.each([
  ["login", login, "email"],
  ["pwd/signin", tokenSignIn, "username"],
] as const)("POST %s", (_name, endpoint, field) => {
  test("lets nobody in by any JSON for credentials", async () => {
    const { email } = await createCustomer(loyalty.shop);
    const who = fc.oneof(anyJson, fc.constantFrom<unknown>(email, { not: "" }, { contains: "@" }, [email]));
    await fc.assert(
      fc.asyncProperty(who, anyJson, async (name, password) => {
        const { status, headers } = await clientWith({}).post(endpoint, { body: { [field]: name, password } });
        expect([400, 429]).toContain(status);
        expect(headers.getSetCookie()).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

test("any media path is 404", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyText, { maxLength: 4 }), async (path) => {
      expect((await clientWith({}).get(media, { params: { path } })).status).toBe(404);
    }),
    { numRuns: 100 },
  );
});
