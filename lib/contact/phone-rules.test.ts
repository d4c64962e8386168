import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalPhone, formatPhone, isReachable, maskPhone, numberBlock } from "@/lib/contact/phone-rules";
import { parseEnv } from "@/lib/platform/env";

/*
 * Real plans, as their regulators publish them, and every way of writing. Where a country keeps numbers for films and
 * tests, they stand here.
 */

type Row = [written: string, reading: string];

/** Each by the plan's source, the region of the shop, and what is written there. */
const READ: Record<string, { region: string; rows: Row[] }> = {
  "Turkey, as it is written (BTK)": {
    region: "TR",
    rows: [
      ["0532 123 45 67", "+905321234567"],
      ["532 123 45 67", "+905321234567"],
      ["+90 532 123 45 67", "+905321234567"],
      ["0090 532 123 45 67", "+905321234567"],
      ["90532-123-4567", "+905321234567"],
      ["+90 (0) 532 123 45 67", "+905321234567"],
      ["(0532) 123.45.67", "+905321234567"],
      ["0 (532) 123-45-67", "+905321234567"],
      ["0532/123 45 67", "+905321234567"],
      ["0532\u2011123\u201145\u201167", "+905321234567"],
      ["0532\u2212123\u221245\u221267", "+905321234567"],
      ["0532\u2013123\u201445\u201567", "+905321234567"],
      ["0532~123~4567", "+905321234567"],
      ["[0532] 123 45 67", "+905321234567"],
      ["0532\u00a0123\u202f45\u300067", "+905321234567"],
      ["0532\t1234567", "+905321234567"],
      ["tel:+905321234567", "+905321234567"],
      ["TEL:0532-123-45-67", "+905321234567"],
      ["\u202a+90 532 123 45 67\u202c", "+905321234567"],
      ["\u200e0532\u200b123\u20604567\ufeff", "+905321234567"],
      ["0532\u00ad1234567", "+905321234567"],
      ["٠٥٣٢ ١٢٣ ٤٥ ٦٧", "+905321234567"],
      ["+۹۰ ۵۳۲ ۱۲۳ ۴۵ ۶۷", "+905321234567"],
      ["０５３２１２３４５６７", "+905321234567"],
      ["＋９０ ５３２ １２３ ４５ ６７", "+905321234567"],
      ["०५३२१२३४५६७", "+905321234567"],
      ["0212 293 45 67", "+902122934567"],
      ["5555555555", "+905555555555"],
    ],
  },
  "from abroad, in a Turkish shop": {
    region: "TR",
    rows: [
      ["+79161389982", "+79161389982"],
      ["79161389982", "+79161389982"],
      ["0079161389982", "+79161389982"],
      ["966501389982", "+966501389982"],
      ["00966 50 138 9982", "+966501389982"],
      ["491713920001", "+491713920001"],
      ["447400123456", "+447400123456"],
      ["12015550123", "+12015550123"],
      ["33612345678", "+33612345678"],
      ["994501234567", "+994501234567"],
    ],
  },
  "Russia (Ministry of Digital Development)": {
    region: "RU",
    rows: [
      ["8 (916) 138-99-82", "+79161389982"],
      ["+7 916 138 99 82", "+79161389982"],
      ["79161389982", "+79161389982"],
      ["9161389982", "+79161389982"],
    ],
  },
  "Kazakhstan, which shares +7 (Ministry of Digital Development)": {
    region: "KZ",
    rows: [
      ["8 701 123 4567", "+77011234567"],
      ["+7 701 123 45 67", "+77011234567"],
    ],
  },
  "Germany, numbers for films (Bundesnetzagentur)": {
    region: "DE",
    rows: [
      ["0171 3920001", "+491713920001"],
      ["0152/28817386", "+4915228817386"],
      ["+49 (0)176 040690", "+49176040690"],
      ["030 23125000", "+493023125000"],
      ["0049 171 39200-01", "+491713920001"],
    ],
  },
  "Austria (RTR)": {
    region: "AT",
    rows: [
      ["0664 1234567", "+436641234567"],
      ["+43 (0)676/123 45 67", "+436761234567"],
    ],
  },
  "Switzerland (BAKOM)": {
    region: "CH",
    rows: [
      ["079 123 45 67", "+41791234567"],
      ["0041 (0)78 123 45 67", "+41781234567"],
    ],
  },
  "France (Arcep), the third for films": {
    region: "FR",
    rows: [
      ["06 12 34 56 78", "+33612345678"],
      ["07.56.12.34.56", "+33756123456"],
      ["+33 (0)6 39 98 12 34", "+33639981234"],
      ["01 99 00 12 34", "+33199001234"],
    ],
  },
  "Réunion, which has its own code (Arcep)": { region: "RE", rows: [["0692 12 34 56", "+262692123456"]] },
  "Great Britain (Ofcom), the second and third for films": {
    region: "GB",
    rows: [
      ["07400 123456", "+447400123456"],
      ["+44 (0)7700 900 123", "+447700900123"],
      ["020 7946 0018", "+442079460018"],
    ],
  },
  "Ireland (ComReg)": {
    region: "IE",
    rows: [
      ["085 123 4567", "+353851234567"],
      ["(087) 123-4567", "+353871234567"],
    ],
  },
  "Italy, whose zero stays (AGCOM)": {
    region: "IT",
    rows: [
      ["347 123 4567", "+393471234567"],
      ["02 1234 5678", "+390212345678"],
      ["+39 02 1234 5678", "+390212345678"],
    ],
  },
  "Vatican and San Marino, which share Italy's plan (AGCOM, San Marino)": {
    region: "IT",
    rows: [
      ["06 698 12345", "+390669812345"],
      ["+378 0549 886377", "+3780549886377"],
    ],
  },
  "Spain (CNMC)": {
    region: "ES",
    rows: [
      ["612 34 56 78", "+34612345678"],
      ["711 234 567", "+34711234567"],
    ],
  },
  "Portugal (ANACOM)": { region: "PT", rows: [["912 345 678", "+351912345678"]] },
  "Netherlands (ACM)": {
    region: "NL",
    rows: [
      ["06-12345678", "+31612345678"],
      ["+31 (0)6 1234 5678", "+31612345678"],
    ],
  },
  "Belgium (BIPT)": {
    region: "BE",
    rows: [
      ["0470 12 34 56", "+32470123456"],
      ["+32/(0)470/12.34.56", "+32470123456"],
    ],
  },
  "Poland, without a trunk prefix (UKE)": {
    region: "PL",
    rows: [
      ["512 345 678", "+48512345678"],
      ["48 512 345 678", "+48512345678"],
    ],
  },
  "Czechia (ČTÚ)": { region: "CZ", rows: [["601 123 456", "+420601123456"]] },
  "Hungary, whose trunk prefix is 06 (NMHH)": { region: "HU", rows: [["06 20 123 4567", "+36201234567"]] },
  "Romania (ANCOM)": { region: "RO", rows: [["0712 034 567", "+40712034567"]] },
  "Bulgaria (CRC)": {
    region: "BG",
    rows: [
      ["089 123 4567", "+359891234567"],
      ["087 123 4567", "+359871234567"],
    ],
  },
  "Greece (EETT)": {
    region: "GR",
    rows: [
      ["691 234 5678", "+306912345678"],
      ["0030 697 123 4567", "+306971234567"],
    ],
  },
  "Cyprus, and its north by Turkey (OCECPR, BTK)": {
    region: "CY",
    rows: [
      ["96 123456", "+35796123456"],
      ["+90 533 812 34 56", "+905338123456"],
    ],
  },
  "Ukraine (NKEK)": {
    region: "UA",
    rows: [
      ["050 123 4567", "+380501234567"],
      ["8 050 123 45 67", "80501234567"],
    ],
  },
  "Sweden, numbers for films (PTS)": {
    region: "SE",
    rows: [
      ["070-174 06 05", "+46701740605"],
      ["08-465 004 12", "+46846500412"],
    ],
  },
  "Norway (Nkom)": { region: "NO", rows: [["406 12 345", "+4740612345"]] },
  "Denmark (Digitaliseringsstyrelsen)": { region: "DK", rows: [["20 12 34 56", "+4520123456"]] },
  "Finland (Traficom)": {
    region: "FI",
    rows: [
      ["041 2345678", "+358412345678"],
      ["050 123 4567", "+358501234567"],
    ],
  },
  "Latvia, without a trunk prefix (SPRK)": { region: "LV", rows: [["21 234 567", "+37121234567"]] },
  "North America, numbers for films (NANPA)": {
    region: "US",
    rows: [
      ["(201) 555-0123", "+12015550123"],
      ["1-201-555-0123", "+12015550123"],
      ["201.555.0123", "+12015550123"],
      ["011 90 532 123 45 67", "+905321234567"],
    ],
  },
  "Canada and Jamaica, which share +1 (CNAC, OUR)": {
    region: "CA",
    rows: [
      ["506 234 5678", "+15062345678"],
      ["+1 658 210 1234", "+16582101234"],
    ],
  },
  "Mexico, one plan of ten digits since 2019 (IFT)": {
    region: "MX",
    rows: [
      ["55 1234 5678", "+525512345678"],
      ["+52 55 1234 5678", "+525512345678"],
      ["5215512345678", "+525512345678"],
      ["+52 1 55 1234 5678", "+525512345678"],
      ["044 55 1234 5678", "+525512345678"],
      ["045 55 1234 5678", "+525512345678"],
    ],
  },
  "Brazil, nine digits for mobiles since 2016 (Anatel)": {
    region: "BR",
    rows: [
      ["(11) 96123-4567", "+5511961234567"],
      ["0 15 11 96123-4567", "+5511961234567"],
      ["+55 11 96123 4567", "+5511961234567"],
    ],
  },
  "Argentina, 15 at home and 9 from abroad (ENACOM)": {
    region: "AR",
    rows: [
      ["011 15 2345-6789", "+5491123456789"],
      ["+54 9 11 2345 6789", "+5491123456789"],
    ],
  },
  "Colombia (CRC)": {
    region: "CO",
    rows: [
      ["321 1234567", "+573211234567"],
      ["601 234 5678", "+576012345678"],
    ],
  },
  "Chile, nine digits since 2016 (Subtel)": { region: "CL", rows: [["9 6123 4567", "+56961234567"]] },
  "Ivory Coast, ten digits since 2021 (ARTCI)": {
    region: "CI",
    rows: [
      ["01 23 45 67 89", "+2250123456789"],
      ["+225 07 23 45 67 89", "+2250723456789"],
    ],
  },
  "Benin, ten digits since 2024 (ARCEP Bénin)": { region: "BJ", rows: [["01 95 12 34 56", "+2290195123456"]] },
  "Nigeria (NCC)": { region: "NG", rows: [["0802 123 4567", "+2348021234567"]] },
  "Kenya, new 01 mobiles (CA)": {
    region: "KE",
    rows: [
      ["0712 123456", "+254712123456"],
      ["0110 123456", "+254110123456"],
    ],
  },
  "South Africa (ICASA)": { region: "ZA", rows: [["071 123 4567", "+27711234567"]] },
  "Egypt (NTRA)": {
    region: "EG",
    rows: [
      ["0100 123 4567", "+201001234567"],
      ["٠١٠٠ ١٢٣ ٤٥٦٧", "+201001234567"],
    ],
  },
  "Morocco (ANRT)": { region: "MA", rows: [["0650-123456", "+212650123456"]] },
  "Saudi Arabia (CST)": {
    region: "SA",
    rows: [
      ["051 234 5678", "+966512345678"],
      ["٠٥٠ ١٣٨ ٩٩٨٢", "+966501389982"],
    ],
  },
  "United Arab Emirates (TDRA)": { region: "AE", rows: [["050 123 4567", "+971501234567"]] },
  "Israel (Ministry of Communications)": { region: "IL", rows: [["050-234-5678", "+972502345678"]] },
  "Iraq (CMC)": { region: "IQ", rows: [["0791 234 5678", "+9647912345678"]] },
  "Iran (CRA)": {
    region: "IR",
    rows: [
      ["09308744204", "+989308744204"],
      ["۰۹۱۲ ۳۴۵ ۶۷۸۹", "+989123456789"],
    ],
  },
  "Azerbaijan (Ministry of Digital Development)": {
    region: "AZ",
    rows: [
      ["040 123 45 67", "+994401234567"],
      ["(010) 312-34-56", "+994103123456"],
    ],
  },
  "Georgia (ComCom)": { region: "GE", rows: [["555 12 34 56", "+995555123456"]] },
  "Uzbekistan (Ministry of Digital Technologies)": { region: "UZ", rows: [["91 234 56 78", "+998912345678"]] },
  "India (DoT)": {
    region: "IN",
    rows: [
      ["081234 56789", "+918123456789"],
      ["९८१२३४५६७८", "+919812345678"],
    ],
  },
  "Pakistan (PTA)": { region: "PK", rows: [["0301 2345678", "+923012345678"]] },
  "China (MIIT)": {
    region: "CN",
    rows: [
      ["131 2345 6789", "+8613123456789"],
      ["１３１２３４５６７８９", "+8613123456789"],
    ],
  },
  "Hong Kong (OFCA)": { region: "HK", rows: [["5123 4567", "+85251234567"]] },
  "Japan (MIC)": {
    region: "JP",
    rows: [
      ["090-1234-5678", "+819012345678"],
      ["０９０ー１２３４ー５６７８", "+819012345678"],
    ],
  },
  "South Korea (MSIT)": { region: "KR", rows: [["010-2000-0000", "+821020000000"]] },
  "Singapore (IMDA)": { region: "SG", rows: [["8123 4567", "+6581234567"]] },
  "Indonesia (Komdigi)": { region: "ID", rows: [["0812-345-678", "+62812345678"]] },
  "Vietnam, ten digits since 2018 (MIC)": { region: "VN", rows: [["091 234 56 78", "+84912345678"]] },
  "Australia, numbers for films (ACMA)": {
    region: "AU",
    rows: [
      ["0491 570 006", "+61491570006"],
      ["(02) 5550 1234", "+61255501234"],
      ["+61 (0)491 570 006", "+61491570006"],
    ],
  },
  "New Zealand (NAD)": { region: "NZ", rows: [["021 123 4567", "+64211234567"]] },
};

describe("canonicalPhone", () => {
  const rows = Object.entries(READ).flatMap(([source, { region, rows: written }]) =>
    written.map(([text, reading]) => [source, region, text, reading] as const),
  );

  test.each(rows)("%s: in %s %j is %s", (_source, region, written, reading) => {
    expect(canonicalPhone(written, region)).toBe(reading);
  });

  test("the table has at least 30 countries and 130 rows", () => {
    expect(rows.length).toBeGreaterThanOrEqual(130);
    expect(new Set(rows.map(([, region]) => region)).size).toBeGreaterThanOrEqual(30);
  });

  test.each([
    ["+966123457799", "+966123457799"],
    ["0123456789", "0123456789"],
    ["+1234567890", "+1234567890"],
  ])("the documents' own %s, in no plan, is kept as %s", (written, canonical) => {
    expect(canonicalPhone(written, "TR")).toBe(canonical);
  });

  test.each(["", "abc", "12345", "+", "++905321234567", "0532123456x", "1".repeat(17), "0532 123 45 67 ext. 9", "911"])(
    "%j is no phone number",
    (written) => {
      expect(canonicalPhone(written, "TR")).toBeNull();
    },
  );

  test("however a Turkish mobile number is written, it is one number", () => {
    const subscriber = fc.stringMatching(/^5(?:0[1567]|[345]\d)\d{7}$/);
    const prefix = fc.constantFrom("", "0", "+90", "90", "0090", "(0)", "+90 ", "tel:+90");
    const separator = fc.constantFrom("", " ", "-", ".", "/", "\u00a0", "\u200e", "\u2011", "\u2212", "\u200b");
    const separators = fc.array(separator, { minLength: 9, maxLength: 9 });
    const digits = fc.constantFrom("0", "٠", "۰", "०", "０");
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

  test("whatever is written, it ends and throws nothing, and reading it again changes nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), (written) => {
        const canonical = canonicalPhone(written, "TR") ?? "";
        expect(canonical).toMatch(/^(\+?\d{5,17})?$/);
        if (canonical) expect(canonicalPhone(canonical, "TR")).toBe(canonical);
      }),
      { numRuns: 200 },
    );
  });
});

describe("formatPhone", () => {
  test.each([
    ["+905321234567", "+90 532 123 45 67"],
    ["0532/123-45 67", "+90 532 123 45 67"],
    ["+4915112345678", "+49 1511 2345678"],
    ["+12125550123", "+1 212 555 0123"],
    ["0123456789", "0123456789"],
    ["no number", "no number"],
  ])("%j is shown as %j", (written, shown) => {
    expect(formatPhone(written, "TR")).toBe(shown);
  });
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
  const ofShop = parseEnv({}).SMS_COUNTRIES;
  const [ALWAYS, LISTED, NEVER] = ["always", "only where the shop has the country on its list", "never"];

  test.each([
    ["a Turkish mobile", "+905321234567", ALWAYS],
    ["a Turkish landline, which some gateways read out", "+902121234567", ALWAYS],
    ["the document's Saudi number, which no plan knows", "+966123457799", ALWAYS],
    ["a Saudi mobile", "+966512345678", ALWAYS],
    ["an American number", "+12125550123", ALWAYS],
    ["a German mobile", "+4915123456789", ALWAYS],
    ["a Kazakh number, which shares its code with Russia", "+77011234567", ALWAYS],
    ["a Russian number", "+79161234567", ALWAYS],
    ["Cuba", "+5352345678", LISTED],
    ["Somalia", "+252612345678", LISTED],
    ["a Caribbean island that shares its code with America", "+18764123456", LISTED],
    ["Latvia", "+37121234567", LISTED],
    ["digits without a reading", "0123456789", NEVER],
    ["a number too short for its country", "+1234567890", NEVER],
    ["Iridium's satellites", "+881612345678", NEVER],
    ["Inmarsat's satellites", "+870773123456", NEVER],
    ["international networks", "+882161234567", NEVER],
    ["other international networks", "+883510001234", NEVER],
    ["international premium numbers", "+979123456789", NEVER],
    ["a Turkish premium number", "+909001234567", NEVER],
    ["a Turkish toll-free number", "+908001234567", NEVER],
    ["a Turkish company number", "+908501234567", NEVER],
    ["a Turkish 444 number", "+904440444", NEVER],
    ["a British premium number", "+449012345678", NEVER],
    ["a British personal number, whose owner is paid", "+447012345678", NEVER],
    ["a British number of shared cost", "+448431234567", NEVER],
    ["a British toll-free number", "+448081570192", NEVER],
    ["an American toll-free number", "+18002345678", NEVER],
    ["a German premium number", "+499001234567", NEVER],
    ["a German personal number", "+4970012345678", NEVER],
    ["a French premium number", "+33891123456", NEVER],
  ])("%s gets messages %3$s", (_what, phone, when) => {
    expect([isReachable(phone, ofShop), isReachable(phone, null)]).toEqual([when === ALWAYS, when !== NEVER]);
  });
});
