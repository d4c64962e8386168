import { describe, expect, it } from "vitest";
import { hasWayBack, verifiedPhoneOf } from "@/lib/customers/rules";

const PROVED = { phoneCanonical: "+905321234567", phoneVerifiedAt: new Date(0) };
const CLAIMED = { ...PROVED, phoneVerifiedAt: null };

describe("verifiedPhoneOf", () => {
  it("is the number once a code has proved it", () => {
    expect(verifiedPhoneOf(PROVED)).toBe("+905321234567");
    expect(verifiedPhoneOf(CLAIMED)).toBeNull();
  });
});

describe("hasWayBack", () => {
  it("takes both a proved address and a proved number", () => {
    const verifiedEmail = "mia@example.com";
    expect(hasWayBack({ ...PROVED, verifiedEmail })).toBe(true);
    expect(hasWayBack({ ...CLAIMED, verifiedEmail })).toBe(false);
    expect(hasWayBack({ ...PROVED, verifiedEmail: null })).toBe(false);
  });
});
