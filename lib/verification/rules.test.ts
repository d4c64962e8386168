import { describe, expect, test } from "vitest";
import {
  type Confirmation,
  confirmationHash,
  confirmationValues,
  maskPhone,
  numberBlock,
} from "@/lib/verification/rules";

describe("maskPhone", () => {
  test.each([
    ["+905321234567", "+90•••••••567"],
    ["+12125550123", "+1•••••••123"],
    ["+4915123456789", "+49••••••••789"],
    ["+966501234567", "+966••••••567"],
    ["0123456789", "0••••••789"],
    ["123456789", "1•••••789"],
  ])("%s is shown as %s", (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked);
    expect(masked).toHaveLength(phone.length);
  });

  test("hides at least four digits of however short a number", () => {
    for (let length = 5; length <= 16; length++) {
      const digits = "1234567890123456".slice(0, length);
      for (const phone of [digits, `+${digits}`]) {
        const hidden = [...maskPhone(phone)].filter((character) => character === "•");
        expect(hidden.length).toBeGreaterThanOrEqual(phone.startsWith("+") ? Math.min(4, length - 2) : 4);
        expect(maskPhone(phone)).toHaveLength(phone.length);
      }
    }
  });
});

describe("numberBlock", () => {
  test("is the same for numbers that differ in their last four digits only", () => {
    expect(numberBlock("+905321234567")).toBe(numberBlock("+905321230000"));
    expect(numberBlock("+905321234567")).not.toBe(numberBlock("+905321244567"));
  });
});

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
    ];
    const hashes = [base, ...others.map((other) => ({ ...base, ...other }))].map(confirmationHash);
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(confirmationHash({ ...base, phone: "0532 123 45 67" })).toBe(confirmationHash(base));
  });

  test("is empty where a code confirms the number alone, and fits its column otherwise", () => {
    expect(confirmationHash(null)).toBe("");
    expect(confirmationHash(base)).toMatch(/^[0-9a-f]{64}$/);
  });

  test("is told in the document's order, as it was submitted", () => {
    const values = confirmationValues(base);
    expect(Object.keys(values)).toEqual(["phone", "sms_allowed", "email_allowed", "call_allowed", "email"]);
    expect(Object.values(values)).toEqual(["+905321234567", "true", "false", "null", "john@example.com"]);
    expect(confirmationValues({ ...base, email: null }).email).toBe("");
  });
});
