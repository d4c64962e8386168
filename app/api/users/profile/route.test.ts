import { beforeAll, describe, expect, test } from "vitest";
import { customerEtag } from "@/lib/customers/rules";
import { API_MESSAGES } from "@/lib/platform/i18n/translate";
import { as, guest, withToken } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as profile from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const KEYS = [
  "id",
  "first_name",
  "last_name",
  "email_allowed",
  "sms_allowed",
  "call_allowed",
  "avatar",
  "email",
  "phone",
  "date_of_birth",
  "gender",
  "genders",
  "language_code",
  "attributes",
  "date_joined",
];

describe("200", () => {
  test("GET answers the document's shape, keys in its order", async () => {
    const attributes = { register_client_type: "default", logged_ip: "", kvkk_flat_page_version: "999", confirm: true };
    const customer = await createCustomer(shop, { attributes, emailAllowed: true, smsAllowed: false });
    const { status, body } = await (await as(shop, customer)).get(profile);
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(KEYS);
    expect(body).toEqual({
      id: customer.id,
      first_name: "John",
      last_name: "Doe",
      email_allowed: true,
      sms_allowed: false,
      call_allowed: null,
      avatar: null,
      email: customer.email,
      phone: customer.phone,
      date_of_birth: "2000-01-01",
      gender: "male",
      genders: [
        { value: "female", label: "female" },
        { value: "male", label: "male" },
      ],
      language_code: "en-us",
      attributes,
      date_joined: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/),
    });
  });

  test("the instant of joining is in UTC, whatever the server's time zone", async () => {
    const customer = await createCustomer(shop, { dateJoined: new Date("2024-01-01T00:00:00Z") });
    const { body } = await (await as(shop, customer)).get(profile);
    expect(process.env.TZ).not.toBe("UTC");
    expect(body.date_joined).toBe("2024-01-01T00:00:00.000000Z");
  });

  test("GET leaves out nothing when nothing is filled in", async () => {
    const customer = await createCustomer(shop, { phone: null, gender: null, dateOfBirth: null, lastName: "" });
    const { body } = await (await as(shop, customer)).get(profile);
    expect(Object.keys(body)).toEqual(KEYS);
    expect(body).toMatchObject({ phone: null, gender: null, date_of_birth: null, last_name: "", attributes: {} });
  });

  test.each(Object.keys(API_MESSAGES) as (keyof typeof API_MESSAGES)[])(
    "GET in %s labels the genders in it and says so",
    async (language) => {
      const client = await as(shop, await createCustomer(shop));
      const { headers, body } = await client.get(profile, { headers: { "accept-language": language } });
      const { female, male } = API_MESSAGES[language].genders;
      expect(body.genders).toEqual([
        { value: "female", label: female },
        { value: "male", label: male },
      ]);
      expect(headers.get("content-language")).toBe(language);
    },
  );

  test("the customer's own language decides when the header names none of ours", async () => {
    const client = await as(shop, await createCustomer(shop, { languageCode: "ar-sa" }));
    for (const header of ["undefined", "xx-YY", ";;;,q=9", "*"]) {
      const { headers, body } = await client.get(profile, { headers: { "accept-language": header } });
      expect(headers.get("content-language")).toBe("ar");
      expect(body.genders[1].label).toBe(API_MESSAGES.ar.genders.male);
    }
    expect((await client.get(profile)).headers.get("content-language")).toBe("ar");
  });

  test("GET by an API token is the same profile", async () => {
    const customer = await createCustomer(shop);
    const bySession = await (await as(shop, customer)).get(profile);
    const byToken = await (await withToken(shop, customer)).get(profile);
    expect(byToken.body).toEqual(bySession.body);
  });

  test("HEAD is GET without the body", async () => {
    const client = await as(shop, await createCustomer(shop));
    const get = await client.get(profile);
    const head = await client.head(profile);
    expect(head.status).toBe(200);
    expect(head.body).toBe("");
    expect(head.headers.get("etag")).toBe(get.headers.get("etag"));
    expect(Number(head.headers.get("content-length"))).toBe(Buffer.byteLength(JSON.stringify(get.body)));
  });

  test("PATCH answers the changed profile in the same shape, as a later GET does", async () => {
    const client = await as(shop, await createCustomer(shop));
    const body = { first_name: " Jane ", last_name: "Roe", gender: "female", date_of_birth: "1990-05-15" };
    const patched = await client.patch(profile, { body });
    expect(patched.status).toBe(200);
    expect(Object.keys(patched.body)).toEqual(KEYS);
    expect(patched.body).toMatchObject({ ...body, first_name: "Jane" });
    expect((await client.get(profile)).body).toEqual(patched.body);
  });

  test("PATCH is partial: what was not sent stays", async () => {
    const customer = await createCustomer(shop, { emailAllowed: true, callAllowed: false, attributes: { size: "M" } });
    const client = await as(shop, customer);
    const { body: before } = await client.get(profile);
    const { body: after } = await client.patch(profile, { body: { last_name: "Roe" } });
    expect(after).toEqual({ ...before, last_name: "Roe" });
  });

  test("what GET answered can be sent back and changes nothing", async () => {
    const attributes = {
      has_loyalty: true,
      register_client_type: "default",
      confirm: true,
      size: "M",
      none: [1, null],
    };
    const customer = await createCustomer(shop, { attributes, avatar: "avatars/0123.webp", emailAllowed: null });
    const client = await as(shop, customer);
    const { body: before } = await client.get(profile);
    const { status, body: after } = await client.patch(profile, { body: before });
    expect(status).toBe(200);
    expect(after).toEqual(before);
    expect(await shop.db.consentEvent.count({ where: { customerId: customer.id } })).toBe(0);
  });

  test("an empty PATCH, and one without any body, changes nothing", async () => {
    const client = await as(shop, await createCustomer(shop));
    const { body: before } = await client.get(profile);
    expect(await client.patch(profile, { body: {} })).toMatchObject({ status: 200, body: before });
    expect(await client.patch(profile)).toMatchObject({ status: 200, body: before });
  });

  test("read-only and unknown keys are ignored, whatever their value", async () => {
    const customer = await createCustomer(shop);
    const client = await as(shop, customer);
    const { body: before } = await client.get(profile);
    const junk = { redirect: "/", captchaValidated: true, csrfToken: 1, json: {}, isActive: false, passwordHash: "x" };
    const readOnly = { id: 1, pk: 1, email: 5, genders: "x", date_joined: [], username: "hacker", version: 99 };
    const { status, body } = await client.patch(profile, { body: { ...readOnly, ...junk } });
    expect(status).toBe(200);
    expect(body).toEqual(before);
    const row = await shop.db.customer.findUniqueOrThrow({ where: { id: customer.id } });
    expect(row).toMatchObject({ email: customer.email, username: customer.username, isActive: true });
  });

  test.each([
    ["en", "en-us"],
    ["tr", "tr-tr"],
    ["EN-GB", "en-gb"],
    ["de_AT", "de-at"],
    ["ar-SA", "ar-sa"],
    [" fr ", "fr-fr"],
  ])("language_code %j is kept as %j", async (sent, kept) => {
    const client = await as(shop, await createCustomer(shop));
    const { status, body } = await client.patch(profile, { body: { language_code: sent } });
    expect(status).toBe(200);
    expect(body.language_code).toBe(kept);
  });

  test.each(["none", "unknown", null])("gender %j means no answer", async (gender) => {
    const client = await as(shop, await createCustomer(shop, { gender: "male" }));
    expect((await client.patch(profile, { body: { gender } })).body.gender).toBeNull();
  });

  test("names of 50 characters fit, counted as people do", async () => {
    const client = await as(shop, await createCustomer(shop));
    const first_name = "😀".repeat(50);
    const { status, body } = await client.patch(profile, { body: { first_name, last_name: "ğ".repeat(50) } });
    expect(status).toBe(200);
    expect(body.first_name).toBe(first_name);
  });

  test("date_of_birth: the first day allowed and today are fine, null empties it", async () => {
    const client = await as(shop, await createCustomer(shop));
    const today = new Date().toISOString().slice(0, 10);
    for (const date_of_birth of ["1900-01-01", "2000-02-29", today, null]) {
      expect((await client.patch(profile, { body: { date_of_birth } })).body.date_of_birth).toBe(date_of_birth);
    }
  });

  test("Arabic names come back as they were sent", async () => {
    const client = await as(shop, await createCustomer(shop));
    const name = { first_name: "يحيى", last_name: "الغامدي" };
    expect((await client.patch(profile, { body: name })).body).toMatchObject(name);
  });
});

describe("400", () => {
  test.each([
    ["first_name", "x".repeat(51), "Ensure this field has no more than 50 characters."],
    ["last_name", "x".repeat(51), "Ensure this field has no more than 50 characters."],
    ["first_name", "two\nlines", "This text contains characters that are not allowed."],
    ["first_name", null, "This field may not be null."],
    ["first_name", 5, "Not a valid string."],
    ["gender", "m", "This is not a valid choice."],
    ["gender", "", "This is not a valid choice."],
    ["date_of_birth", "15.05.1990", "Date has wrong format. Use YYYY-MM-DD."],
    ["date_of_birth", "2001-02-29", "Date has wrong format. Use YYYY-MM-DD."],
    ["date_of_birth", "1990-05-15T00:00:00Z", "Date has wrong format. Use YYYY-MM-DD."],
    ["date_of_birth", "1899-12-31", "The date may not be before 1900."],
    ["date_of_birth", "9999-12-31", "The date may not be in the future."],
    ["language_code", "xx", "This language is not supported."],
    ["language_code", "en-us-x-evil", "This language is not supported."],
    ["avatar", "https://example.com/me.jpg", "Upload the picture as a file."],
    ["avatar", { name: "me.jpg" }, "Upload the picture as a file."],
    ["code", "12", "A code has 4 to 20 digits."],
    ["resend", "maybe", "Must be a valid boolean."],
  ])("%s: %j → %s", async (field, value, text) => {
    const client = await as(shop, await createCustomer(shop));
    const { body: before } = await client.get(profile);
    const answer = await client.patch(profile, { body: { [field]: value } });
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({ [field]: [text] });
    expect((await client.get(profile)).body).toEqual(before);
  });

  test("every faulty field is named at once and none of the good ones is written", async () => {
    const client = await as(shop, await createCustomer(shop, { firstName: "John" }));
    const faults = { last_name: 5, gender: "x", date_of_birth: "x", email_allowed: "x", attributes: [] };
    const { status, body } = await client.patch(profile, { body: { first_name: "Jane", ...faults } });
    expect(status).toBe(400);
    expect(Object.keys(body).sort()).toEqual(Object.keys(faults).sort());
    expect((await client.get(profile)).body.first_name).toBe("John");
  });

  test("the texts are in the asked language", async () => {
    const client = await as(shop, await createCustomer(shop));
    for (const language of ["tr", "en", "ar", "ru", "de", "fr"] as const) {
      const headers = { "accept-language": `${language}-XX,en;q=0.1` };
      const answer = await client.patch(profile, { headers, body: { gender: "x", date_of_birth: "x" } });
      const { not_choice, date_format } = API_MESSAGES[language].fields;
      expect(answer.body).toEqual({ gender: [not_choice], date_of_birth: [date_format] });
      expect(answer.headers.get("content-language")).toBe(language);
    }
  });
});

describe("401", () => {
  test("a guest is told so in JSON, never redirected", async () => {
    for (const answer of [await guest().get(profile), await guest().patch(profile, { body: {} })]) {
      expect(answer.status).toBe(401);
      expect(answer.body).toEqual({ detail: "Authentication credentials were not provided." });
      expect(answer.headers.get("location")).toBeNull();
    }
  });
});

describe("headers", () => {
  test("no answer may be stored, sniffed or mixed up between languages and people", async () => {
    const customer = await createCustomer(shop);
    const client = await as(shop, customer);
    const answers = [await client.get(profile), await client.patch(profile, { body: { gender: 5 } })];
    for (const { headers } of answers) {
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("vary")).toBe("Accept-Language, Cookie, Authorization");
      expect(headers.get("content-type")).toBe("application/json");
    }
    expect(answers[0]?.headers.get("etag")).toBe(customerEtag(customer, "en"));
  });
});
