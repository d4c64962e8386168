import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalEmail, canonicalPhone, isReachable, maskPhone, numberBlock } from "@/lib/contact/rules";
import { parseEnv } from "@/lib/platform/env";

describe("canonicalPhone", () => {
  test.each([
    ["0532 123 45 67", "+905321234567"],
    ["+90 532 123 45 67", "+905321234567"],
    ["90532-123-4567", "+905321234567"],
    ["(0532) 123.45.67", "+905321234567"],
    ["5321234567", "+905321234567"],
    ["٠٥٣٢١٢٣٤٥٦٧", "+905321234567"],
    ["+٩٠٥٣٢١٢٣٤٥٦٧", "+905321234567"],
    ["\u202a+90 532 123 45 67\u202c", "+905321234567"],
    ["+966123457799", "+966123457799"],
    ["0123456789", "+900123456789"],
    ["+1234567890", "+1234567890"],
    ["5555555555", "+905555555555"],
    ["0000000000", "+900000000000"],
  ])("%j → %s", (written, canonical) => {
    expect(canonicalPhone(written, "TR")).toBe(canonical);
  });

  test.each(["", "abc", "12345", "+", "++905321234567", "0532123456x", "1".repeat(17), "0532 123 45 67 ext. 9", "911"])(
    "%j is no phone number",
    (written) => {
      expect(canonicalPhone(written, "TR")).toBeNull();
    },
  );

  test("the region decides what a national number is", () => {
    expect(canonicalPhone("09308744204", "IR")).toBe("+989308744204");
    expect(canonicalPhone("020 7946 0018", "GB")).toBe("+442079460018");
  });

  test("however a Turkish mobile number is written, it is one number", () => {
    const subscriber = fc.stringMatching(/^5[0-9]{9}$/);
    const prefix = fc.constantFrom("", "0", "+90", "90", "0090", "(0)", "+90 ");
    const separators = fc.array(fc.constantFrom("", " ", "-", ".", "\u00a0", "\u200e"), { minLength: 9, maxLength: 9 });
    const digits = fc.constantFrom("0", "٠", "۰");
    fc.assert(
      fc.property(subscriber, prefix, separators, digits, (number, before, between, zero) => {
        const separated = [...number].map((digit, index) => digit + (between[index] ?? "")).join("");
        const written = (before + separated).replaceAll(/\d/g, (digit) =>
          String.fromCharCode(zero.charCodeAt(0) + Number(digit)),
        );
        expect(canonicalPhone(written, "TR")).toBe(`+90${number}`);
      }),
      { numRuns: 500 },
    );
  });

  test("whatever is written, it ends and throws nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), (written) => {
        expect(canonicalPhone(written, "TR") ?? "").toMatch(/^(\+?\d{5,17})?$/);
      }),
      { numRuns: 200 },
    );
  });
});

test("canonicalEmail knows neither letter case nor blanks around", () => {
  expect(canonicalEmail(" John.DOE@Example.COM ")).toBe("john.doe@example.com");
});

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

test("numberBlock is the same for numbers that differ in their last four digits only", () => {
  expect(numberBlock("+905321234567")).toBe(numberBlock("+905321230000"));
  expect(numberBlock("+905321234567")).not.toBe(numberBlock("+905321244567"));
});

describe("isReachable", () => {
  const ofShop = { countries: parseEnv({}).SMS_COUNTRIES, region: "TR" };
  const everywhere = { countries: null, region: "TR" };
  const [ALWAYS, LISTED, NEVER] = ["always", "only where the shop has the country on its list", "never"];

  test.each([
    ["a Turkish mobile", "+905321234567", ALWAYS],
    ["a Turkish landline, which some gateways read out", "+902121234567", ALWAYS],
    ["the document's Saudi number, which no plan knows", "+966123457799", ALWAYS],
    ["a Saudi mobile", "+966512345678", ALWAYS],
    ["the document's number without a country code", "0123456789", ALWAYS],
    ["an American number", "+12125550123", ALWAYS],
    ["a German mobile", "+4915123456789", ALWAYS],
    ["a Kazakh number, which shares its code with Russia", "+77011234567", ALWAYS],
    ["a Russian number", "+79161234567", ALWAYS],
    ["Cuba", "+5352345678", LISTED],
    ["Somalia", "+252612345678", LISTED],
    ["a Caribbean island that shares its code with America", "+18764123456", LISTED],
    ["Latvia", "+37121234567", LISTED],
    ["Iridium's satellites", "+881612345678", NEVER],
    ["Inmarsat's satellites", "+870773123456", NEVER],
    ["international networks", "+882161234567", NEVER],
    ["other international networks", "+883510001234", NEVER],
    ["an international premium service", "+979123456789", NEVER],
    ["an international shared-cost service", "+80812345678", NEVER],
    ["an international freephone", "+80012345678", NEVER],
    ["a Turkish premium-rate number", "+909001234567", NEVER],
    ["a German premium-rate number", "+499001234567", NEVER],
    ["an American premium-rate number", "+19002345678", NEVER],
    ["a British premium-rate number", "+449098790123", NEVER],
    ["a French shared-cost number", "+33810123456", NEVER],
  ])("%s (%s): %s", (_name, phone, when) => {
    expect([isReachable(phone, ofShop), isReachable(phone, everywhere)]).toEqual([when === ALWAYS, when !== NEVER]);
  });

  test("follows the shop's own region for a number without a country code", () => {
    expect(isReachable("0123456789", { countries: ["DE"], region: "TR" })).toBe(false);
    expect(isReachable("0123456789", { countries: ["TR"], region: "TR" })).toBe(true);
  });
});
