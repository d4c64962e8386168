import { describe, expect, test } from "vitest";
import {
  directionOf,
  formattingLocaleOf,
  LANGUAGES,
  languageOf,
  negotiateLanguage,
  normalizeLanguageCode,
} from "@/lib/platform/i18n/languages";

describe("negotiateLanguage", () => {
  test.each([
    ["tr", "tr"],
    ["en-GB", "en"],
    ["EN", "en"],
    ["ar_SA", "ar"],
    ["zh-Hant-TW, de;q=0.4", "de"],
    ["fr;q=0.1, ru;q=0.9", "ru"],
    ["de;q=0, tr;q=0.001", "tr"],
    ["en, tr", "en"],
    ["tr;q=1.0, en;q=1.0", "tr"],
    [" fr ; q = 0.5 , en ; q = 0.4 ", "fr"],
    ["de;q=abc", "de"],
    ["*, fr;q=0.5", "fr"],
    ["xx,,;;,en;q=0.1;;", "en"],
  ])("%j → %s", (header, language) => {
    expect(negotiateLanguage(header)).toBe(language);
  });

  test.each([null, undefined, "", "undefined", "null", "*", "xx", "en;q=0", ";q=1", "english", "x".repeat(10_000)])(
    "%.20j names none of ours",
    (header) => {
      expect(negotiateLanguage(header)).toBeUndefined();
    },
  );

  test("a header of any length costs no more than a short one", () => {
    expect(negotiateLanguage(`${"xx,".repeat(100_000)}en`)).toBeUndefined();
  });
});

test.each([
  ["en", "en-us"],
  ["tr", "tr-tr"],
  ["ar", "ar-sa"],
  ["EN_gb", "en-gb"],
  ["es-419", undefined],
  ["fr-419", "fr-419"],
  ["ar-Latn", "ar-latn"],
  ["", undefined],
  ["e", undefined],
  ["en-", undefined],
  ["en-us-posix", undefined],
  ["en us", undefined],
])("normalizeLanguageCode %j → %j", (tag, code) => {
  expect(normalizeLanguageCode(tag)).toBe(code);
});

test("what is stored is always understood again", () => {
  for (const language of LANGUAGES) expect(languageOf(normalizeLanguageCode(language))).toBe(language);
});

test("only Arabic runs from right to left", () => {
  expect(LANGUAGES.filter((language) => directionOf(language) === "rtl")).toEqual(["ar"]);
});

test("Arabic asks for the digits 0–9, whatever the engine would choose, and is still Arabic", () => {
  const locale = new Intl.Locale(formattingLocaleOf("ar"));
  expect(locale.numberingSystem).toBe("latn");
  expect(new Intl.DateTimeFormat(formattingLocaleOf("ar"), { month: "long" }).format(0)).toBe("يناير");
});

test("the language is known again from what its numbers are written by", () => {
  for (const language of LANGUAGES) expect(languageOf(formattingLocaleOf(language))).toBe(language);
});
