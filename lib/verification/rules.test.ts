import { expect, test } from "vitest";
import { type Confirmation, confirmationHash } from "./rules";

const CONFIRMED: Confirmation = {
  phone: "0532",
  smsAllowed: true,
  emailAllowed: null,
  callAllowed: false,
  email: "a@b.example",
  passwordMark: "mark",
};

test.each<[keyof Confirmation, unknown]>([
  ["smsAllowed", null],
  ["emailAllowed", false],
  ["callAllowed", true],
  ["email", "other@b.example"],
  ["passwordMark", "other"],
])("%s is part of what a code confirms", (field, other) => {
  expect(confirmationHash({ ...CONFIRMED, [field]: other })).not.toBe(confirmationHash(CONFIRMED));
});

test("an address in another letter case is the same one, and the number is compared by itself", () => {
  const same = { ...CONFIRMED, email: "A@B.example", phone: "+90532" };
  expect(confirmationHash(same)).toBe(confirmationHash(CONFIRMED));
});
