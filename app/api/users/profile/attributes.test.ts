import { beforeAll, describe, expect, test } from "vitest";
import { ATTRIBUTE_LIMITS, SERVER_ATTRIBUTES } from "@/lib/profile/schema";
import { as } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as profile from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

async function customerWith(attributes: Record<string, unknown>) {
  return as(shop, await createCustomer(shop, { attributes: attributes as never }));
}

describe("200", () => {
  test("attributes are merged by key, and null deletes one", async () => {
    const client = await customerWith({ size: "M", colour: "red", confirm: true });
    const change = { size: "L", colour: null, shoe: 43.5, tags: ["a", 1, true, null] };
    const { status, body } = await client.patch(profile, { body: { attributes: change } });
    expect(status).toBe(200);
    expect(body.attributes).toEqual({ size: "L", confirm: true, shoe: 43.5, tags: ["a", 1, true, null] });
  });

  test("the document's own example of an attribute is kept", async () => {
    const client = await customerWith({});
    await client.patch(profile, { body: { attributes: { preferred_language: "English" } } });
    expect((await client.get(profile)).body.attributes).toEqual({ preferred_language: "English" });
  });

  test("keys keep the order in which they came", async () => {
    const client = await customerWith({ zebra: 1 });
    const { body } = await client.patch(profile, { body: { attributes: { yak: 1, ant: 2 } } });
    expect(Object.keys(body.attributes)).toEqual(["zebra", "yak", "ant"]);
  });

  test.each([...SERVER_ATTRIBUTES])("%s belongs to the server: neither set, changed nor deleted", async (key) => {
    const fresh = await customerWith({});
    expect((await fresh.patch(profile, { body: { attributes: { [key]: true } } })).body.attributes).toEqual({});
    const client = await customerWith({ [key]: "kept" });
    for (const value of [null, "changed", { any: "shape" }, [[]]]) {
      const { status, body } = await client.patch(profile, { body: { attributes: { [key]: value, own: 1 } } });
      expect(status).toBe(200);
      expect(body.attributes).toEqual({ [key]: "kept", own: 1 });
    }
  });

  test("as many keys as are allowed fit, the server's own not counted", async () => {
    const client = await customerWith({ has_loyalty: true, confirm: true });
    const full = Object.fromEntries(
      Array.from({ length: ATTRIBUTE_LIMITS.keys }, (_, index) => [`key-${index}`, index]),
    );
    const { status, body } = await client.patch(profile, { body: { attributes: full } });
    expect(status).toBe(200);
    expect(Object.keys(body.attributes)).toHaveLength(ATTRIBUTE_LIMITS.keys + 2);
  });

  test("names of Object.prototype are ordinary keys", async () => {
    const client = await customerWith({});
    const attributes = { constructor: "c", toString: "t", hasOwnProperty: false };
    const { status, body } = await client.patch(profile, { body: { attributes } });
    expect(status).toBe(200);
    expect(Object.entries(body.attributes)).toEqual(Object.entries(attributes));
  });
});

describe("400", () => {
  const tooMany = Object.fromEntries(Array.from({ length: ATTRIBUTE_LIMITS.keys + 1 }, (_, index) => [`k${index}`, 1]));
  const tooLong = Array.from({ length: ATTRIBUTE_LIMITS.listItems + 1 }, () => 1);

  test.each([
    ["a list", [], "Expected an object of keys and values."],
    ["null", null, "Expected an object of keys and values."],
    ["a text", "size=M", "Expected an object of keys and values."],
    ["too many keys", tooMany, "Use at most 32 attributes."],
    ["too large", { big: "x".repeat(ATTRIBUTE_LIMITS.bytes) }, "The attributes are larger than 8,192 bytes."],
    ["an object as value", { size: { eu: "M" } }, /^An attribute is/],
    ["a list in a list", { size: [["M"]] }, /^An attribute is/],
    ["a long list", { size: tooLong }, /^An attribute is/],
    ["NUL in a value", { size: "M\u0000" }, /^An attribute is/],
    ["half a character in a value", { size: "\ud83d" }, /^An attribute is/],
    ["a key with a blank", { "my size": "M" }, /^The name of an attribute/],
    ["an empty key", { "": "M" }, /^The name of an attribute/],
    ["a long key", { ["k".repeat(65)]: "M" }, /^The name of an attribute/],
  ])("%s is refused on the field and nothing changes", async (_name, attributes, text) => {
    const client = await customerWith({ size: "S" });
    const { status, body } = await client.patch(profile, { body: { attributes, first_name: "Changed" } });
    expect(status).toBe(400);
    expect(body).toEqual({ attributes: [expect.stringMatching(text)] });
    expect((await client.get(profile)).body).toMatchObject({ attributes: { size: "S" }, first_name: "John" });
  });

  test("__proto__ is refused and pollutes nothing", async () => {
    const client = await customerWith({});
    const { status, body } = await client.patch(profile, { body: '{"attributes":{"__proto__":{"polluted":true}}}' });
    expect(status).toBe(400);
    expect(Object.keys(body)).toEqual(["attributes"]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test("the limits hold for the sum of all changes, not for one alone", async () => {
    const client = await customerWith({});
    const part = (name: string, count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`${name}${index}`, 1]));
    expect((await client.patch(profile, { body: { attributes: part("a", 20) } })).status).toBe(200);
    const { status, body } = await client.patch(profile, { body: { attributes: part("b", 20) } });
    expect(status).toBe(400);
    expect(Object.keys(body)).toEqual(["attributes"]);
    const { attributes } = (await client.get(profile)).body;
    expect(Object.keys(attributes)).toHaveLength(20);

    const half = "x".repeat(ATTRIBUTE_LIMITS.bytes / 2);
    expect((await client.patch(profile, { body: { attributes: { one: half } } })).status).toBe(200);
    expect((await client.patch(profile, { body: { attributes: { two: half } } })).status).toBe(400);
  });
});
