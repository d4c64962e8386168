import { expect, test } from "vitest";
import { isOwnAccount } from "@/lib/loyalty/rules";
import { memberLike } from "@/lib/testing/loyalty-shop";

const PHONE = "+905321234567";
const EMAIL = "john@example.com";
const person = { provedPhone: PHONE, email: EMAIL };
const account = (overrides: object) => ({
  ...memberLike({ phone: PHONE, email: EMAIL }),
  accountNumber: "1",
  isActive: true,
  ...overrides,
});

test.each([
  ["with their verified phone and their address", {}],
  ["whose phone is written otherwise", { phone: "0532 123 45 67" }],
  ["whose address is written otherwise", { email: " John@Example.COM" }],
  ["without an address", { email: null }],
  ["that is closed", { isActive: false }],
])("an account %s is the person's own", (_name, overrides) => {
  expect(isOwnAccount(account(overrides), person, "TR")).toBe(true);
});

test.each([
  ["with their address alone: whoever knows it would have the points", { phone: "+905329999999" }],
  ["with their address and no phone", { phone: null }],
  ["with their phone and another's address", { email: "jane@example.com" }],
])("an account %s is not", (_name, overrides) => {
  expect(isOwnAccount(account(overrides), person, "TR")).toBe(false);
});

test("an account with an address is nobody's who has none", () => {
  expect(isOwnAccount(account({}), { provedPhone: PHONE, email: null }, "TR")).toBe(false);
});
