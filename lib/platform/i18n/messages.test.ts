import { describe, expect, test } from "vitest";
import { ERRORS } from "@/lib/platform/errors";
import { LANGUAGES, type Language } from "@/lib/platform/i18n/languages";
import { API_MESSAGES, errorText, fieldText, messageText } from "@/lib/platform/i18n/translate";
import { textsOf, valuesIn } from "@/lib/testing/catalogues";

const english = new Map(textsOf("api", "en"));

describe.each(LANGUAGES.filter((language) => language !== "en"))("%s", (language: Language) => {
  const translated = new Map(textsOf("api", language));

  test("has exactly the English keys, in the same order", () => {
    expect([...translated.keys()]).toEqual([...english.keys()]);
  });

  test("takes the same values in every text", () => {
    for (const [key, text] of translated) {
      expect([key, valuesIn(text)]).toEqual([key, valuesIn(english.get(key) ?? "")]);
    }
  });

  test("is translated: no sentence was left in English", () => {
    const same = [...translated].filter(([key, text]) => text === english.get(key));
    expect(same).toEqual([]);
  });
});

/** A text of any group that takes values. */
function textOf(language: Language, path: string, values: Record<string, string | number>): string {
  const [group, ...rest] = path.split(".");
  const name = rest.join(".");
  if (group === "fields") return fieldText(language, { key: name, values });
  if (group === "errors") return errorText(language, name, values);
  return messageText(language, path, values);
}

/** The text's digits as 0–9 and without what groups or parts them. */
function digitsOf(text: string): string {
  const ascii = text.normalize("NFKC").replaceAll(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
  return ascii.replaceAll(/[^\d]/g, "");
}

describe.each(LANGUAGES)("%s", (language) => {
  const values = {
    max: 1234,
    min: 4321,
    seconds: 5,
    segment: "107",
    user: "1234567",
    phone: "+905551234567",
    sms_allowed: "true",
    email_allowed: "false",
    call_allowed: "null",
    email: "ada@post.example",
    character: "ı",
    shop: "Sahil",
    url: "https://shop.example",
    link: "https://shop.example/reset?token=Ab-9",
    code: "048213",
    minutes: 57,
    hours: 36,
    date: "1 May 2027",
  };

  test("every text can be formatted and shows the values it takes", () => {
    for (const [key, text] of textsOf("api", language)) {
      if (key.startsWith("genders.")) continue;
      const shown = textOf(language, key, values);
      expect(shown).not.toMatch(/[{}]|(fields|errors|sms|mail)\.[a-z]/);
      for (const argument of valuesIn(text)) {
        const value = values[argument as keyof typeof values];
        const searched = typeof value === "number" ? digitsOf(shown) : shown;
        expect([key, searched]).toEqual([key, expect.stringContaining(String(value))]);
      }
    }
  });

  test.each([
    ["errors.throttled", "seconds"],
    ["sms.code", "minutes"],
    ["mail.password_reset.body", "hours"],
    ["mail.email_change.body", "hours"],
  ])("%s tells the time in whole words, whatever the number", (key, unit) => {
    const texts = [1, 2, 5, 11, 21, 100].map((count) => textOf(language, key, { ...values, [unit]: count }));
    expect(new Set(texts).size).toBe(texts.length);
    for (const text of texts) expect(text).not.toMatch(/[{}#]|plural/);
  });

  test.each(["048213", "0482", "00000000", "1234567890"])("the SMS shows the code %s once, as it is", (code) => {
    const text = messageText(language, "sms.code", { ...values, code, minutes: 5 });
    expect(text.match(/[\p{Nd}\p{Cf}]{2,}/gu)).toEqual([code]);
    expect(text.split(code)).toHaveLength(2);
  });
});

test("every refusal has a text", () => {
  expect(Object.keys(API_MESSAGES.en.errors).sort()).toEqual(Object.keys(ERRORS).sort());
});
