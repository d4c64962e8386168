import { beforeAll, describe, expect, test } from "vitest";
import * as adminCustomer from "@/app/api/admin/customers/[id]/route";
import * as openApi from "@/app/api/openapi.json/route";
import * as customersMe from "@/app/api/shop/customers/me/route";
import * as exportLink from "@/app/api/users/export/[key]/route";
import * as exports from "@/app/api/users/export/route";
import * as withLoyalty from "@/app/api/users/profile-with-loyalty/route";
import * as registerWithLoyalty from "@/app/api/users/register-with-loyalty/route";
import * as registration from "@/app/api/users/registration/route";
import { LANGUAGES } from "@/lib/platform/i18n/languages";
import { fieldText } from "@/lib/platform/i18n/translate";
import { as, clientWith, withAdminKey } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { newRegistration, registered } from "@/lib/testing/registrations";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";
import { declareFields, EVERY_FIELD } from "@/lib/testing/shop-fields";
import * as profile from "./route";

/* What a shop declares in shop.fields.ts, at every endpoint that takes or shows attributes. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const withFields = <T>(work: (declared: Shop) => Promise<T>, fields = EVERY_FIELD) => serveWith(shop, { fields }, work);

async function someone(attributes: object = {}) {
  const customer = await createCustomer(shop, { attributes });
  const client = await as(shop, customer);
  return {
    customer,
    client,
    read: async () => (await client.get(profile)).body.attributes,
    patch: (own: unknown, headers: Record<string, string> = {}) =>
      client.patch(profile, { body: { attributes: own }, headers }),
  };
}

/** A value that each type refuses, and how. */
const FAULTS = {
  nickname: ["x", { key: "too_short", values: { min: 2 } }],
  "boat.licence": ["AB12", { key: "invalid" }],
  note: ["x".repeat(301), { key: "too_long", values: { max: 300 } }],
  "work-email": ["nobody@", { key: "email" }],
  logbook: ["logbook.html", { key: "url" }],
  shoe_size: [61, { key: "too_large", values: { max: 60.5 } }],
  boats: [1.5, { key: "not_number" }],
  has_dog: ["maybe", { key: "not_boolean" }],
  first_sail: ["2999-01-01", { key: "date_future" }],
  trip: ["2019-12-31", { key: "date_min", values: { min: "2020-01-01" } }],
  shirt: ["XL", { key: "not_choice" }],
  interests: [["sea", "wind", "sun"], { key: "too_many", values: { max: 2 } }],
} satisfies Record<string, [unknown, { key: string; values?: Record<string, string | number> }]>;

const WRONG = Object.fromEntries(Object.entries(FAULTS).map(([key, [value]]) => [key, value]));

const faultsIn = (language: (typeof LANGUAGES)[number]) =>
  Object.fromEntries(
    Object.entries(FAULTS).map(([key, [, problem]]) => [`attributes.${key}`, [fieldText(language, problem)]]),
  );

describe("400", () => {
  test.each(LANGUAGES)("names each field at fault by its key, beside those of the profile, in %s", (language) =>
    withFields(async () => {
      const { client, read } = await someone({ mine: 1 });
      const body = { first_name: "x".repeat(51), attributes: { ...WRONG, mine: 2 } };
      const headers = { "accept-language": language };
      const answer = await client.patch(profile, { body, headers });
      const tooLong = fieldText(language, { key: "too_long", values: { max: 50 } });
      expect(answer.status).toBe(400);
      expect(answer.body).toEqual({ first_name: [tooLong], ...faultsIn(language) });
      expect(await read()).toEqual({ mine: 1 });
    }),
  );

  test("tells codes and values to whoever asks for problem details", () =>
    withFields(async () => {
      const { patch } = await someone();
      const { body } = await patch({ shoe_size: 3 }, { accept: "application/problem+json" });
      expect(body.errors).toMatchObject([{ field: "attributes.shoe_size", code: "too_small", values: { min: 15 } }]);
    }));

  test.each([
    ["profile-with-loyalty", withLoyalty, "patch"],
    ["registration", registration, "post"],
    ["register-with-loyalty", registerWithLoyalty, "post"],
  ] as const)("comes from %s too", (_name, endpoint, method) =>
    withFields(async () => {
      const { client } = await someone();
      const body = newRegistration({ attributes: WRONG });
      const answer = await client[method](endpoint, { body });
      expect({ status: answer.status, body: answer.body }).toEqual({ status: 400, body: faultsIn("en") });
    }),
  );

  test("comes from the admin API too, for what only the back office writes as well", () =>
    withFields(async () => {
      const { customer } = await someone();
      const call = { params: { id: String(customer.id) }, body: { attributes: { ...WRONG, credit: "much" } } };
      const { status, body } = await (await withAdminKey(shop)).patch(adminCustomer, call);
      const credit = { "attributes.credit": [fieldText("en", { key: "number" })] };
      expect({ status, body }).toEqual({ status: 400, body: { ...faultsIn("en"), ...credit } });
    }));
});

describe("keys of the customer's own", () => {
  test("are kept whatever is written to fields, and merged as ever", () =>
    withFields(async () => {
      const { patch, read } = await someone({ mine: { deep: true }, other: 1, has_loyalty: true });
      expect((await patch({ shoe_size: "43", interests: ["sun", "sea"] })).status).toBe(200);
      expect((await patch({ shoe_size: null, list: [1, "x"], other: null })).status).toBe(200);
      expect(await read()).toEqual({
        ...{ mine: { deep: true }, has_loyalty: true },
        ...{ interests: ["sea", "sun"], list: [1, "x"] },
      });
    }));

  test("have their limits to themselves", () =>
    withFields(async () => {
      const own = Object.fromEntries(Array.from({ length: 32 }, (_, index) => [`k${index}`, index]));
      const { patch } = await someone(own);
      expect((await patch({ shoe_size: 43, boats: 1, has_dog: true })).status).toBe(200);
      expect((await patch({ more: 1 })).body).toEqual({ attributes: ["Use at most 32 attributes."] });
    }));

  test("stay what they are in a shop that declares nothing", async () => {
    const { patch, read } = await someone();
    expect((await patch({ shoe_size: "43", interests: "sea" })).status).toBe(200);
    expect(await read()).toEqual({ shoe_size: "43", interests: "sea" });
  });
});

describe("who sees and writes a field", () => {
  const stored = { mooring: "B7", credit: 900, mine: 1 };

  test("customers read what is read-only, never see what is the back office's, and write neither", () =>
    withFields(async () => {
      const { customer, patch, read } = await someone(stored);
      expect(await read()).toEqual({ mooring: "B7", mine: 1 });
      const { status, body } = await patch({ ...(await read()), mooring: "A1", credit: 5, mine: null });
      expect({ status, attributes: body.attributes }).toEqual({ status: 200, attributes: { mooring: "B7" } });
      const row = await shop.db.customer.findUniqueOrThrow({
        where: { id: customer.id },
        select: { attributes: true },
      });
      expect(row.attributes).toEqual({ mooring: "B7", credit: 900 });
    }));

  test("nobody registers with what only the back office writes", () =>
    withFields(async (declared) => {
      const form = newRegistration({ attributes: { nickname: "Kaptan", mooring: "A1", credit: 5, shirt: "" } });
      const { answer } = await registered(declared, registerWithLoyalty, form);
      expect(answer.status).toBe(201);
      const { attributes } = await shop.db.customer.findFirstOrThrow({
        where: { email: form.email },
        select: { attributes: true },
      });
      expect(attributes).toMatchObject({ nickname: "Kaptan" });
      for (const key of ["mooring", "credit", "shirt"]) expect(attributes).not.toHaveProperty(key);
    }));

  test("the back office writes and sees all of them", () =>
    withFields(async () => {
      const { customer, read } = await someone(stored);
      const call = { params: { id: String(customer.id) }, body: { attributes: { mooring: "C3", credit: "1000" } } };
      const { status, body } = await (await withAdminKey(shop)).patch(adminCustomer, call);
      expect({ status, attributes: body.attributes }).toEqual({
        status: 200,
        attributes: { mooring: "C3", credit: 1000, mine: 1 },
      });
      expect(await read()).toEqual({ mooring: "C3", mine: 1 });
    }));

  test("the copy of their data that customers get has everything that is held", () =>
    withFields(async () => {
      const { client } = await someone(stored);
      const { url } = (await client.post(exports, { body: {} })).body;
      const key = String(url).split("/").at(-2) ?? "";
      const { body } = await client.get(exportLink, { params: { key } });
      expect(body.profile.attributes).toEqual(stored);
    }));
});

test("a value from before its field was declared stays, goes back and forth, and is refused once it changes", () =>
  withFields(async () => {
    const { patch, read } = await someone({ shoe_size: "XXL", boats: "two", mine: 1 });
    expect((await patch({ ...(await read()), has_dog: true })).status).toBe(200);
    expect(await read()).toEqual({ shoe_size: "XXL", boats: "two", mine: 1, has_dog: true });
    expect((await patch({ shoe_size: "XL" })).body).toEqual({
      "attributes.shoe_size": ["A valid number is required."],
    });
    expect((await patch({ shoe_size: 43 })).status).toBe(200);
    expect(await read()).toMatchObject({ shoe_size: 43, boats: "two" });
  }));

test("a profile is complete with the fields that the shop requires, and not before", () =>
  withFields(
    async () => {
      const { client, patch } = await someone({ size: " " });
      await client.patch(customersMe, { body: { username: `u${Date.now()}` } });
      const isCompleted = async () => (await client.get(customersMe)).body.is_profile_completed;
      expect(await isCompleted()).toBe(false);
      await patch({ size: "M", has_dog: false });
      expect(await isCompleted()).toBe(true);
      await patch({ size: null });
      expect(await isCompleted()).toBe(false);
    },
    declareFields(
      { key: "size", type: "text", label: "Size", required: true },
      { key: "has_dog", type: "boolean", label: "Dog", required: true },
      { key: "extra", type: "text", label: "Extra" },
    ),
  ));

describe("the OpenAPI document", () => {
  const documentOf = async () => (await clientWith({}).get(openApi)).body;
  const bodyOf = (document: Awaited<ReturnType<typeof documentOf>>, address: string, method: string) =>
    document.paths[address][method].requestBody.content["application/json"].schema.properties.attributes;

  test("has the fields with their rules wherever attributes are, for customers without the back office's", () =>
    withFields(async () => {
      const document = await documentOf();
      const expected = {
        nickname: { type: ["string", "null"], minLength: 2, maxLength: 20, title: "Nickname" },
        "boat.licence": { pattern: "^(?:[A-Z]{2}\\d{4})$", description: "As AB1234" },
        shoe_size: { type: ["number", "null"], minimum: 15, maximum: 60.5 },
        boats: { type: ["integer", "null"], minimum: 0 },
        has_dog: { type: ["boolean", "null"] },
        first_sail: { type: ["string", "null"], format: "date" },
        shirt: { enum: ["S", "M", "L", null] },
        interests: { type: ["array", "null"], items: { enum: ["sea", "wind", "sun"] }, maxItems: 2 },
        mooring: { readOnly: true },
      };
      for (const address of ["/users/profile/", "/users/profile-with-loyalty/"]) {
        const { properties } = bodyOf(document, address, "patch");
        expect(properties).toMatchObject(expected);
        expect(properties).not.toHaveProperty("credit");
      }
      const registering = bodyOf(document, "/users/registration/", "post").properties;
      expect(registering).toMatchObject(expected);
      expect(document.components.schemas.Profile.properties.attributes.properties).toMatchObject(expected);
      expect(document.components.schemas.Profile.properties.attributes.properties).not.toHaveProperty("credit");
      const ofTheBackOffice = bodyOf(document, "/api/admin/customers/{id}/", "patch").properties;
      expect(ofTheBackOffice.credit).toEqual({ type: ["number", "null"], title: "Label" });
      expect(ofTheBackOffice.mooring).not.toHaveProperty("readOnly");
      expect(document.components.schemas.AdminCustomer.properties.attributes.properties).toHaveProperty("credit");
    }));

  test("has none in a shop that declares none", async () => {
    expect(bodyOf(await documentOf(), "/users/profile/", "patch")).not.toHaveProperty("properties");
  });
});
