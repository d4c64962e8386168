import { describe, expect, test } from "vitest";
import { ATTRIBUTE_LIMITS, SERVER_ATTRIBUTES } from "@/lib/fields/attributes-schema";
import {
  LOYALTY_NAME_MAX,
  updateCustomerBody,
  updateProfileBody,
  updateProfileWithLoyaltyBody,
} from "@/lib/profile/schema";
import { readBody } from "@/lib/testing/bodies";

const required = { phone: "+905321234567", date_of_birth: "1990-01-01" };
const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1]));

const SCHEMAS = {
  profile: updateProfileBody,
  "profile with loyalty": updateProfileWithLoyaltyBody,
  "customers/me": updateCustomerBody,
};
const USERNAME = "Use letters, digits and @ . + - _ only, up to 150 characters.";
const ADDRESS = "Enter an https address.";
const OBJECT = "Expected an object of keys and values.";

test.each<[keyof typeof SCHEMAS, string, string | RegExp, unknown]>([
  ["profile", "first_name", "Ensure this field has no more than 50 characters.", "x".repeat(51)],
  ["profile", "last_name", "Ensure this field has no more than 50 characters.", "x".repeat(51)],
  ["profile", "first_name", "This text contains characters that are not allowed.", "two\nlines"],
  ["profile", "first_name", "This field may not be null.", null],
  ["profile", "first_name", "Not a valid string.", 5],
  ["profile", "gender", "This is not a valid choice.", "m"],
  ["profile", "date_of_birth", "Date has wrong format. Use YYYY-MM-DD.", "2001-02-29"],
  ["profile", "date_of_birth", "The date may not be before 1900.", "1899-12-31"],
  ["profile", "date_of_birth", "The date may not be in the future.", "9999-12-31"],
  ["profile", "phone", "This field may not be blank.", ""],
  ["profile", "phone", "Enter a valid phone number.", "call me"],
  ["profile", "email_allowed", "Must be a valid boolean.", "perhaps"],
  ["profile", "language_code", "This language is not supported.", "xx"],
  ["profile", "language_code", "This language is not supported.", "en-us-x-evil"],
  ["profile", "avatar", "Upload the picture as a file.", { name: "me.jpg" }],
  ["profile", "code", "A code has 4 to 20 digits.", "12"],
  ["profile", "resend", "Must be a valid boolean.", "maybe"],
  ["profile", "attributes", OBJECT, []],
  ["profile", "attributes", OBJECT, null],
  ["profile", "attributes", OBJECT, "size=M"],
  ["profile", "attributes", "Use at most 32 attributes.", many(ATTRIBUTE_LIMITS.keys + 1)],
  ["profile", "attributes", "The attributes are larger than 8,192 bytes.", { big: "x".repeat(ATTRIBUTE_LIMITS.bytes) }],
  ["profile", "attributes", /^An attribute is/, { size: { eu: "M" } }],
  ["profile", "attributes", /^An attribute is/, { size: [["M"]] }],
  ["profile", "attributes", /^An attribute is/, { size: Array(ATTRIBUTE_LIMITS.listItems + 1).fill(1) }],
  ["profile", "attributes", /^An attribute is/, { size: "M\u0000" }],
  ["profile", "attributes", /^An attribute is/, { size: "\ud83d" }],
  ["profile", "attributes", /^The name of an attribute/, { "my size": "M" }],
  ["profile", "attributes", /^The name of an attribute/, { "": "M" }],
  ["profile", "attributes", /^The name of an attribute/, { ["k".repeat(65)]: "M" }],
  ["profile", "attributes", /^The name of an attribute/, JSON.parse('{"__proto__":{"polluted":true}}')],
  ["profile with loyalty", "phone", "This field is required.", undefined],
  ["profile with loyalty", "phone", "This field may not be null.", null],
  ["profile with loyalty", "date_of_birth", "This field is required.", undefined],
  ["profile with loyalty", "date_of_birth", "This field may not be null.", null],
  ["profile with loyalty", "date_of_birth", "Date has wrong format. Use YYYY-MM-DD.", ""],
  ["profile with loyalty", "first_name", "Ensure this field has no more than 30 characters.", "x".repeat(31)],
  ["profile with loyalty", "last_name", "Ensure this field has no more than 30 characters.", "x".repeat(31)],
  ["customers/me", "username", USERNAME, ""],
  ["customers/me", "username", USERNAME, "two words"],
  ["customers/me", "username", USERNAME, "line\n"],
  ["customers/me", "username", USERNAME, "x".repeat(151)],
  ["customers/me", "username", "This field may not be null.", null],
  ["customers/me", "username", "Not a valid string.", { not: "" }],
  ["customers/me", "avatar", ADDRESS, "me.jpg"],
  ["customers/me", "avatar", ADDRESS, "javascript:alert(1)"],
  ["customers/me", "avatar", ADDRESS, "https://"],
  ["customers/me", "avatar", ADDRESS, "https://example.com/\u0000"],
  ["customers/me", "avatar", ADDRESS, "https://example.com/\ud83d"],
  ["customers/me", "avatar", ADDRESS, "https://example.com/a\nb"],
  ["customers/me", "avatar", ADDRESS, `https://example.com/${"x".repeat(2048)}`],
  ["customers/me", "avatar", ADDRESS, { url: "https://example.com" }],
  ["customers/me", "first_name", "Ensure this field has no more than 50 characters.", "x".repeat(51)],
  ["customers/me", "last_name", "Not a valid string.", 5],
  ["customers/me", "gender", "This is not a valid choice.", "other"],
])("%s refuses %s: %s", async (name, field, text, value) => {
  expect(await readBody(SCHEMAS[name], { ...required, [field]: value })).toEqual({
    status: 400,
    body: { [field]: [typeof text === "string" ? text : expect.stringMatching(text)] },
  });
});

test.each<[keyof typeof SCHEMAS, string, unknown, unknown?]>([
  ["profile", "phone", undefined],
  ["profile", "date_of_birth", null],
  ["profile", "first_name", "😀".repeat(50)],
  ["profile", "language_code", "en", "en-us"],
  ["profile", "language_code", "tr", "tr-tr"],
  ["profile", "language_code", "EN-GB", "en-gb"],
  ["profile", "language_code", "de_AT", "de-at"],
  ["profile", "language_code", " fr ", "fr-fr"],
  ["profile", "avatar", "", null],
  ["profile", "attributes", { constructor: "c", toString: "t", hasOwnProperty: false }],
  ["profile", "attributes", many(ATTRIBUTE_LIMITS.keys)],
  ["profile with loyalty", "last_name", "ğ".repeat(LOYALTY_NAME_MAX)],
  ["profile with loyalty", "avatar", { ignored: true }, undefined],
  ["customers/me", "username", "Be.h_r@z+-9"],
  ["customers/me", "avatar", "", null],
])("%s takes a good %s", async (name, field, value, kept = value) => {
  const { status, body } = await readBody(SCHEMAS[name], { ...required, [field]: value });
  expect({ status, kept: body[field] }).toEqual({
    status: 200,
    kept: field === "avatar" && kept !== null ? undefined : kept,
  });
});

describe("attributes", () => {
  test.each([...SERVER_ATTRIBUTES])("leave out %s, the server's own, whatever its value", async (key) => {
    for (const value of [null, "changed", { any: "shape" }, [[]]]) {
      const { body } = await readBody(updateProfileBody, { attributes: { [key]: value, own: 1 } });
      expect(body).toEqual({ attributes: { own: 1 } });
    }
  });
});
