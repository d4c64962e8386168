import { describe, expect, test } from "vitest";
import { type Confirmation, codeOfLength, confirmationHashes, confirmationValues } from "@/lib/verification/rules";

describe("what a code confirms", () => {
  const base: Confirmation = {
    phone: "+905321234567",
    smsAllowed: true,
    emailAllowed: false,
    callAllowed: null,
    email: "john@example.com",
  };

  test("is told apart by each consent and by the address; the number is compared by itself", () => {
    const others: Partial<Confirmation>[] = [
      { smsAllowed: false },
      { smsAllowed: null },
      { emailAllowed: true },
      { emailAllowed: null },
      { callAllowed: false },
      { callAllowed: true },
      { email: "jane@example.com" },
      { email: null },
      { passwordMarks: ["mark"] },
    ];
    const hashes = [base, ...others.map((other) => ({ ...base, ...other }))].flatMap(confirmationHashes);
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(confirmationHashes({ ...base, phone: "0532 123 45 67" })).toEqual(confirmationHashes(base));
    expect(confirmationHashes({ ...base, email: "JOHN@Example.com" })).toEqual(confirmationHashes(base));
  });

  test("is empty where a code confirms the number alone, and fits its column otherwise", () => {
    expect(confirmationHashes(null)).toEqual([""]);
    expect(confirmationHashes(base)).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
  });

  test("is told in the document's order, as it was submitted", () => {
    const values = confirmationValues(base);
    expect(Object.keys(values)).toEqual(["phone", "sms_allowed", "email_allowed", "call_allowed", "email"]);
    expect(Object.values(values)).toEqual(["+905321234567", "true", "false", "null", "john@example.com"]);
    expect(confirmationValues({ ...base, email: null }).email).toBe("");
  });
});

describe("digits", () => {
  test.each([
    ["428017", 6, "428017"],
    ["012345", 6, "012345"],
    ["00000000000000012345", 6, "012345"],
    ["0000", 4, "0000"],
    ["42801", 6, null],
    ["4280170", 6, null],
    ["1000000", 6, null],
  ])("%j are, as a code of %i, %j", (digits, length, code) => {
    expect(codeOfLength(digits, length)).toBe(code);
  });
});
