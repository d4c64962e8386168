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

  // However long it is, a header costs no more than a short one.
  test.each([null, undefined, "", "undefined", "null", "*", "xx", "en;q=0", ";q=1", `${"xx,".repeat(100_000)}en`])(
    "%.20j names none of ours",
    (header) => {
      expect(negotiateLanguage(header)).toBeUndefined();
    },
  );
});

test.each([
  ["en", "en-us"],
  ["tr", "tr-tr"],
  ["ar", "ar-sa"],
  ["EN_gb", "en-gb"],
  ["fr-419", "fr-419"],
  ["ar-Latn", "ar-latn"],
])("normalizeLanguageCode %j → %j", (tag, code) => {
  expect(normalizeLanguageCode(tag)).toBe(code);
});

test.each(["", "e", "en-", "es-419", "en-us-posix", "en us"])("normalizeLanguageCode knows no %j", (tag) => {
  expect(normalizeLanguageCode(tag)).toBeUndefined();
});

test.each(LANGUAGES)("%s is known again from what is stored, and from what its numbers are written by", (language) => {
  expect(languageOf(normalizeLanguageCode(language))).toBe(language);
  expect(languageOf(formattingLocaleOf(language))).toBe(language);
});

test("English dates are British, as its spelling is", () => {
  const style = { dateStyle: "long", timeStyle: "short", timeZone: "UTC" } as const;
  const shown = new Intl.DateTimeFormat(formattingLocaleOf("en"), style).format(new Date("2026-11-30T14:05:00Z"));
  expect(shown).toBe("30 November 2026 at 14:05");
});

test("only Arabic runs from right to left, with the digits 0–9 whatever the engine would choose", () => {
  expect(LANGUAGES.filter((language) => directionOf(language) === "rtl")).toEqual(["ar"]);
  expect(new Intl.Locale(formattingLocaleOf("ar")).numberingSystem).toBe("latn");
  expect(new Intl.DateTimeFormat(formattingLocaleOf("ar"), { month: "long" }).format(0)).toBe("يناير");
});
