import { describe, expect, test } from "vitest";
import { registrationBody, registrationOf, registrationWithLoyaltyBody } from "@/lib/registration/schema";
import { readBody } from "@/lib/testing/bodies";

const body = {
  first_name: "John",
  last_name: "Doe",
  email: "john@example.com",
  password: "tangerine bicycle",
  phone: "+905321234567",
  date_of_birth: "1990-01-01",
};
const BIRTH_DATE = "Date has wrong format. Use YYYY-MM-DD.";

describe.each([
  ["registration", registrationBody],
  ["registration with loyalty", registrationWithLoyaltyBody],
] as const)("the body of a %s", (_name, schema) => {
  test.each([
    ["first_name", "This field may not be blank.", ""],
    ["last_name", "This field may not be null.", null],
    ["email", "Enter a valid email address.", "nobody"],
    ["email", "Enter a valid email address.", `${"x".repeat(250)}@example.com`],
    ["email", "An email address cannot contain “ı”.", "ıpek@example.com"],
    ["email", "This field may not be blank.", "\u200f\u200e"],
    ["phone", "Enter a valid phone number.", "call me"],
    ["date_of_birth", "The date may not be in the future.", "2999-01-01"],
    ["gender", "This is not a valid choice.", "other"],
    ["sms_allowed", "Must be a valid boolean.", "perhaps"],
    ["language_code", "This language is not supported.", "xx"],
    ["code", "A code has 4 to 20 digits.", "12"],
    ["password", "This password is too short. Use at least 8 characters.", "short77"],
    ["password", "Ensure this field has no more than 128 characters.", "x".repeat(129)],
  ])("names %s at fault: %s", async (field, text, value) => {
    expect(await readBody(schema, { ...body, [field]: value })).toEqual({ status: 400, body: { [field]: [text] } });
  });
});

test.each([
  [registrationBody, 50, "", null],
  [registrationBody, 50, undefined, null],
  [registrationWithLoyaltyBody, 30, "1990-01-01", "1990-01-01"],
] as const)(
  "a name is as long as it may be, and a birth date what the endpoint wants: %#",
  async (schema, max, date, read) => {
    const names = { first_name: "x".repeat(max), last_name: "x".repeat(max) };
    const { body: parsed } = await readBody(schema, { ...body, ...names, date_of_birth: date });
    expect(registrationOf(schema.parse(parsed)).dateOfBirth).toBe(read);
    const { status } = await readBody(schema, { ...body, first_name: `${names.first_name}x` });
    expect(status).toBe(400);
  },
);

test.each(["", null])("a loyalty account wants a birth date, not %j", async (date_of_birth) => {
  const text = date_of_birth === null ? "This field may not be null." : BIRTH_DATE;
  expect((await readBody(registrationWithLoyaltyBody, { ...body, date_of_birth })).body).toEqual({
    date_of_birth: [text],
  });
});
