import { describe, expect, test } from "vitest";
import { ERRORS } from "@/lib/errors";
import { LANGUAGES, type Language } from "@/lib/i18n/languages";
import { API_MESSAGES, errorText, fieldText } from "@/lib/i18n/translate";

type Catalogue = { [key: string]: string | Catalogue };

/** Every text by its dotted path. */
function textsOf(catalogue: Catalogue, prefix = ""): [string, string][] {
  return Object.entries(catalogue).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${prefix}${key}`, value] as [string, string]] : textsOf(value, `${prefix}${key}.`),
  );
}

/**
 * The names of the values that an ICU message takes. Braces stand for a value and, inside a plural, for a text by
 * turns: every other level has values.
 */
function argumentNames(text: string): string[] {
  const names = new Set<string>();
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    if (text[index] === "{" && depth++ % 2 === 0) names.add(/^\{\s*(\w*)/.exec(text.slice(index))?.[1] ?? "");
    else if (text[index] === "}") depth--;
  }
  return [...names].sort();
}

const english = new Map(textsOf(API_MESSAGES.en));

describe.each(LANGUAGES.filter((language) => language !== "en"))("%s", (language: Language) => {
  const translated = new Map(textsOf(API_MESSAGES[language]));

  test("has exactly the English keys", () => {
    expect([...translated.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test("takes the same values in every text", () => {
    for (const [key, text] of translated) {
      expect([key, argumentNames(text)]).toEqual([key, argumentNames(english.get(key) ?? "")]);
    }
  });

  test("is translated: no sentence was left in English", () => {
    const same = [...translated].filter(([key, text]) => text === english.get(key));
    expect(same).toEqual([]);
  });
});

describe.each(LANGUAGES)("%s", (language) => {
  const values = { max: 1234, min: 4321, seconds: 5, segment: "107", user: "1234567" };

  test("every text can be formatted and shows the values it takes", () => {
    for (const [key, text] of textsOf(API_MESSAGES[language])) {
      const [group, ...rest] = key.split(".");
      if (group === "genders") continue;
      const name = rest.join(".");
      const shown = group === "fields" ? fieldText(language, { key: name, values }) : errorText(language, name, values);
      expect(shown).not.toMatch(/[{}]|fields\.|errors\./);
      for (const argument of argumentNames(text)) {
        const value = String(values[argument as keyof typeof values]);
        const digits = shown.normalize("NFKC").replaceAll(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
        expect([key, digits.replaceAll(/[^\d]/g, "")]).toEqual([key, expect.stringContaining(value)]);
      }
    }
  });

  test("the time to wait is told in whole words, whatever the number", () => {
    const texts = [1, 2, 5, 11, 21, 100].map((seconds) => errorText(language, "throttled", { seconds }));
    expect(new Set(texts).size).toBe(texts.length);
    for (const text of texts) expect(text).not.toMatch(/[{}#]|plural/);
  });
});

test("every refusal has a text", () => {
  expect(Object.keys(API_MESSAGES.en.errors).sort()).toEqual(Object.keys(ERRORS).sort());
});
