import { describe, expect, test } from "vitest";
import { isReachable } from "@/lib/notifications/rules";
import { parseEnv } from "@/lib/platform/env";

const { SMS_COUNTRIES } = parseEnv({});
const ofShop = { countries: SMS_COUNTRIES, region: "TR" };
const everywhere = { countries: null, region: "TR" };

describe("gets messages", () => {
  test.each([
    ["a Turkish mobile", "+905321234567"],
    ["a Turkish landline, which some gateways read out", "+902121234567"],
    ["the document's Saudi number, which no plan knows", "+966123457799"],
    ["a Saudi mobile", "+966512345678"],
    ["the document's number without a country code", "0123456789"],
    ["an American number", "+12125550123"],
    ["a German mobile", "+4915123456789"],
    ["a Kazakh number, which shares its code with Russia", "+77011234567"],
    ["a Russian number", "+79161234567"],
  ])("%s: %s", (_name, phone) => {
    expect(isReachable(phone, ofShop)).toBe(true);
    expect(isReachable(phone, everywhere)).toBe(true);
  });
});

describe("gets none", () => {
  test.each([
    ["Iridium's satellites", "+881612345678"],
    ["Inmarsat's satellites", "+870773123456"],
    ["international networks", "+882161234567"],
    ["international networks", "+883510001234"],
    ["an international premium service", "+979123456789"],
    ["an international shared-cost service", "+80812345678"],
    ["an international freephone", "+80012345678"],
    ["a Turkish premium-rate number", "+909001234567"],
    ["a German premium-rate number", "+499001234567"],
    ["an American premium-rate number", "+19002345678"],
    ["a British premium-rate number", "+449098790123"],
    ["a French shared-cost number", "+33810123456"],
  ])("%s, even where the shop sends to every country: %s", (_name, phone) => {
    expect(isReachable(phone, ofShop)).toBe(false);
    expect(isReachable(phone, everywhere)).toBe(false);
  });

  test.each([
    ["Cuba", "+5352345678"],
    ["Somalia", "+252612345678"],
    ["a Caribbean island that shares its code with America", "+18764123456"],
    ["Latvia", "+37121234567"],
  ])("%s, unless the shop has it on its list: %s", (_name, phone) => {
    expect(isReachable(phone, ofShop)).toBe(false);
    expect(isReachable(phone, everywhere)).toBe(true);
  });

  test("a number without a country code, where the shop's own region is not on the list", () => {
    expect(isReachable("0123456789", { countries: ["DE"], region: "TR" })).toBe(false);
    expect(isReachable("0123456789", { countries: ["TR"], region: "TR" })).toBe(true);
  });
});
