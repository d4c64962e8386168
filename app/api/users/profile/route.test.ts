import { beforeAll, describe, expect, test } from "vitest";
import { LANGUAGES } from "@/lib/platform/i18n/languages";
import { API_MESSAGES } from "@/lib/platform/i18n/translate";
import { as, withToken } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { picture, upload } from "@/lib/testing/images";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as profile from "./route";

/* What each field takes and refuses stands in lib/profile/schema.test.ts, how bodies are read in platform/http. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

async function someone(overrides: Parameters<typeof createCustomer>[1] = {}) {
  const customer = await createCustomer(shop, overrides);
  const client = await as(shop, customer);
  return {
    customer,
    client,
    read: async () => (await client.get(profile)).body,
    patch: (body?: unknown) => client.patch(profile, { body }),
  };
}

describe("GET 200", () => {
  test("answers the document's shape, keys in its order", async () => {
    const attributes = { register_client_type: "default", logged_ip: "", kvkk_flat_page_version: "999", confirm: true };
    const { customer, read } = await someone({ attributes, emailAllowed: true, smsAllowed: false });
    expect(Object.entries(await read())).toEqual([
      ["id", customer.id],
      ["first_name", "John"],
      ["last_name", "Doe"],
      ["email_allowed", true],
      ["sms_allowed", false],
      ["call_allowed", null],
      ["avatar", null],
      ["email", customer.email],
      ["phone", customer.phone],
      ["date_of_birth", "2000-01-01"],
      ["gender", "male"],
      [
        "genders",
        [
          { value: "female", label: "female" },
          { value: "male", label: "male" },
        ],
      ],
      ["language_code", "en-us"],
      ["attributes", attributes],
      ["date_joined", expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/)],
    ]);
  });

  test("leaves out nothing that is not filled in, and tells the instant of joining in UTC", async () => {
    const empty = { phone: null, gender: null, dateOfBirth: null, lastName: "" };
    const { read } = await someone({ ...empty, dateJoined: new Date("2024-01-01T00:00:00Z") });
    expect(process.env.TZ).not.toBe("UTC");
    expect(await read()).toMatchObject({
      ...{ phone: null, gender: null, date_of_birth: null, last_name: "", attributes: {} },
      date_joined: "2024-01-01T00:00:00.000000Z",
    });
  });

  test.each(LANGUAGES)("labels the genders in %s when it is asked for, or the customer's own", async (language) => {
    const { female, male } = API_MESSAGES[language].genders;
    const asked = await (await someone()).client.get(profile, { headers: { "accept-language": language } });
    const own = await someone({ languageCode: language });
    for (const { headers, body } of [
      asked,
      await own.client.get(profile, { headers: { "accept-language": "xx;q=9" } }),
    ]) {
      expect(headers.get("content-language")).toBe(language);
      expect(body.genders.map(({ label }: { label: string }) => label)).toEqual([female, male]);
    }
  });

  test("answers an API token the same, and HEAD without the body", async () => {
    const { customer, client } = await someone();
    const { body, headers } = await client.get(profile);
    expect((await (await withToken(shop, customer)).get(profile)).body).toEqual(body);
    const head = await client.head(profile);
    expect([head.status, head.body, head.headers.get("etag")]).toEqual([200, "", headers.get("etag")]);
    expect(Number(head.headers.get("content-length"))).toBe(Buffer.byteLength(JSON.stringify(body)));
    expect(headers.get("vary")).toBe("Accept, Accept-Language, Cookie, Authorization, Origin");
  });
});

describe("PATCH 200", () => {
  test("changes what was sent, leaves the rest, and answers as a later GET does", async () => {
    const { read, patch } = await someone({ emailAllowed: true, callAllowed: false, attributes: { size: "M" } });
    const before = await read();
    const change = { first_name: "Jane", last_name: "الغامدي", gender: "female", date_of_birth: "1990-05-15" };
    const { status, body } = await patch(change);
    expect({ status, body }).toEqual({ status: 200, body: { ...before, ...change } });
    expect(await read()).toEqual(body);
  });

  test("takes a form with every field and a picture, an empty answer for none", async () => {
    const { customer, patch } = await someone({ callAllowed: true });
    const fields = { first_name: "Jane", last_name: "Roe", gender: "female", date_of_birth: "1990-05-15" };
    const form = new FormData();
    const coded = { attributes: '{"size":"M"}', language_code: "de", email_allowed: "true", call_allowed: "" };
    const ignored = { phone: String(customer.phone), resend: "false", code: "123456" };
    for (const [name, value] of Object.entries({ ...fields, ...coded, ...ignored })) form.append(name, value);
    form.append("avatar", upload(await picture("png"), "me.png"));
    expect(await patch(form)).toMatchObject({
      status: 200,
      body: {
        ...{ ...fields, attributes: { size: "M" }, language_code: "de-de", email_allowed: true, call_allowed: true },
        avatar: expect.stringMatching(/^http.*\.webp$/),
      },
    });
  });

  test("takes back what GET answered, and an empty body, and changes nothing", async () => {
    const attributes = { has_loyalty: true, register_client_type: "default", size: "M", none: [1, null] };
    const { customer, read, patch } = await someone({ attributes, avatar: "avatars/0123.webp" });
    const before = await read();
    for (const body of [before, {}, undefined]) expect(await patch(body)).toMatchObject({ status: 200, body: before });
    expect(await read()).toEqual(before);
    expect(await shop.db.consentEvent.count({ where: { customerId: customer.id } })).toBe(0);
  });

  test("ignores read-only and unknown keys, whatever their value", async () => {
    const { customer, read, patch } = await someone();
    const before = await read();
    const junk = { redirect: "/", captchaValidated: true, csrfToken: 1, json: {}, isActive: false, passwordHash: "x" };
    const readOnly = { id: 1, pk: 1, email: 5, genders: "x", date_joined: [], username: "hacker", version: 99 };
    expect(await patch({ ...readOnly, ...junk })).toMatchObject({ status: 200, body: before });
    const { email, username } = customer;
    const row = await shop.db.customer.findUniqueOrThrow({ where: { id: customer.id } });
    expect(row).toMatchObject({ email, username, isActive: true });
  });

  test("merges attributes by key, in their order, deletes by null, and leaves the server's own alone", async () => {
    const { read, patch } = await someone({ attributes: { zebra: 1, size: "M", colour: "red", confirm: "kept" } });
    const change = { size: "L", colour: null, preferred_language: "English", tags: ["a", 1, true, null] };
    expect((await patch({ attributes: { ...change, confirm: null, verified_user: true } })).status).toBe(200);
    expect(Object.entries((await read()).attributes)).toEqual([
      ...[
        ["zebra", 1],
        ["size", "L"],
        ["confirm", "kept"],
        ["preferred_language", "English"],
      ],
      ["tags", ["a", 1, true, null]],
    ]);
  });

  test("counts the limits of attributes over all changes", async () => {
    const { read, patch } = await someone();
    const part = (name: string) => Object.fromEntries(Array.from({ length: 20 }, (_, index) => [name + index, 1]));
    expect((await patch({ attributes: part("a") })).status).toBe(200);
    const { status, body } = await patch({ attributes: part("b") });
    expect({ status, body }).toEqual({ status: 400, body: { attributes: ["Use at most 32 attributes."] } });
    expect(Object.keys((await read()).attributes)).toHaveLength(20);
  });

  test("lets parallel changes of different fields and attributes all survive", async () => {
    const { customer, read } = await someone({ attributes: { kept: true, gone: true } });
    const fields = [
      ...[{ first_name: "Jane" }, { last_name: "Roe" }, { gender: "female" }, { date_of_birth: "1990-05-15" }],
      ...[{ language_code: "de-de" }, { email_allowed: true }, { sms_allowed: false }],
    ];
    const attributes = [{ gone: null }, ...Array.from({ length: 8 }, (_, index) => ({ [`key-${index}`]: index }))];
    const bodies = [...fields, ...attributes.map((change) => ({ attributes: change }))];
    const clients = await Promise.all(bodies.map(() => as(shop, customer)));
    const answers = await Promise.all(clients.map((client, index) => client.patch(profile, { body: bodies[index] })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const { gone: _gone, ...merged } = Object.assign({ kept: true }, ...attributes);
    expect(await read()).toMatchObject(Object.assign({}, ...fields));
    expect((await read()).attributes).toEqual(merged);
  });
});
