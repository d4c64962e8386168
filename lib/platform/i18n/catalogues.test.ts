import { readFileSync } from "node:fs";
import compile from "icu-minify/compile";
import format, { type FormatOptions } from "icu-minify/format";
import { createTranslator } from "use-intl/core";
import { describe, expect, test } from "vitest";
import { ERRORS } from "@/lib/platform/errors";
import { formattingLocaleOf, LANGUAGES, type Language } from "@/lib/platform/i18n/languages";
import { API_MESSAGES, errorText, fieldText, messageText } from "@/lib/platform/i18n/translate";
import { textsOf, valuesIn } from "@/lib/testing/catalogues";

const CATALOGUES = (["api", "pages"] as const).flatMap((kind) => LANGUAGES.map((language) => ({ kind, language })));

/** The names of a text's values and tags. */
const namesIn = (text: string) =>
  [...new Set([...text.matchAll(/<(\w+)>/g)].map(([, tag]) => tag ?? "")), ...valuesIn(text)].sort();

const FORMATTERS: FormatOptions = {
  formatters: {
    getDateTimeFormat: (...given) => new Intl.DateTimeFormat(...given),
    getNumberFormat: (...given) => new Intl.NumberFormat(...given),
    getPluralRules: (...given) => new Intl.PluralRules(...given),
  },
};

describe.each(CATALOGUES)("the texts of $kind in $language", ({ kind, language }) => {
  const english = new Map(textsOf(kind, "en"));
  const texts = new Map(textsOf(kind, language));

  test("are the English ones, each with the same values and tags", () => {
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, text] of texts) expect([key, namesIn(text)]).toEqual([key, namesIn(english.get(key) ?? "")]);
  });

  test("can be formatted for any number, and read the same compiled by the build or at run time", () => {
    const faults: string[] = [];
    const locale = formattingLocaleOf(language);
    const translate = createTranslator({
      locale,
      messages: JSON.parse(readFileSync(`lib/platform/i18n/messages/${kind}/${language}.json`, "utf8")),
      onError: (error) => void faults.push(error.message),
    }) as unknown as { markup(key: string, values: object): string };
    for (const [key, text] of texts) {
      for (const number of [0, 1, 2, 3, 11, 100, 0.71, 12_345]) {
        const names = namesIn(text).map((name) => [name, text.includes(`<${name}>`) ? String : number]);
        const values = Object.fromEntries(names);
        const shown = translate.markup(key, values);
        expect(shown, key).toMatch(/^[^{}]+$/);
        expect([key, format(compile(text), locale, values, FORMATTERS)]).toEqual([key, shown]);
      }
    }
    expect(faults).toEqual([]);
  });
});

/** A text of any group of the API that takes values. */
function textOf(language: Language, path: string, values: Record<string, string | number>): string {
  const [group = "", key = ""] = path.split(/\.(.*)/s);
  if (group === "fields") return fieldText(language, { key, values });
  return group === "errors" ? errorText(language, key, values) : messageText(language, path, values);
}

/** The text's digits as 0–9, without separators. */
const digitsOf = (text: string) => text.normalize("NFKC").replaceAll(/[^\d]/g, "");

describe.each(LANGUAGES)("the API in %s", (language) => {
  const values: Record<string, string | number> = {
    scope: "customers:read",
    world: "3f9a1c2b5d70",
    reason: "provider: unknown",
    ...{ max: 1234, min: 4321, seconds: 5, minutes: 57, hours: 36, days: 7 },
    ...{ segment: "107", user: "1234567", phone: "+905551234567", email: "ada@post.example" },
    ...{ sms_allowed: "true", email_allowed: "false", call_allowed: "null", character: "ı" },
    ...{ shop: "Sahil", url: "https://shop.example", link: "https://shop.example/reset?token=Ab-9" },
    ...{ code: "048213", date: "1 May 2027", name: "Till", remedy: "https://shop.example/undo?key=0f" },
    ...{ browser: "Safari", system: "iPhone", device: "Safari on iPhone", time: "1 May 2027, 09:30 UTC" },
  };

  test("shows the values that a text takes", () => {
    for (const [key, text] of textsOf("api", language).filter(([path]) => !path.startsWith("genders."))) {
      const shown = textOf(language, key, values);
      expect(shown).not.toMatch(/[{}]|(fields|errors|sms|mail)\.[a-z]/);
      for (const value of valuesIn(text).map((name) => values[name])) {
        expect(typeof value === "number" ? digitsOf(shown) : shown, key).toContain(String(value));
      }
    }
  });

  test.each([
    ["errors.throttled", "seconds"],
    ["sms.code", "minutes"],
    ["mail.password_reset.body", "hours"],
    ["mail.email_change.body", "hours"],
    ["mail.email_confirmation.body", "days"],
  ])("%s tells the time in whole words, whatever the number", (key, unit) => {
    const texts = [1, 2, 5, 11, 21, 100].map((count) => textOf(language, key, { ...values, [unit]: count }));
    expect(new Set(texts).size).toBe(texts.length);
    for (const text of texts) expect(text).not.toMatch(/[{}#]|plural/);
  });

  test.each(["048213", "0482", "00000000", "1234567890"])("shows the code %s once in an SMS, as it is", (code) => {
    const text = messageText(language, "sms.code", { ...values, code, minutes: 5 });
    expect(text.match(/[\p{Nd}\p{Cf}]{2,}/gu)).toEqual([code]);
    expect(text.split(code)).toHaveLength(2);
  });
});

test("every error has a text", () => {
  expect(Object.keys(API_MESSAGES.en.errors).sort()).toEqual(Object.keys(ERRORS).sort());
});
