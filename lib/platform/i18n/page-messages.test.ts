import { readFileSync } from "node:fs";
import compile from "icu-minify/compile";
import format, { type FormatOptions } from "icu-minify/format";
import { createTranslator } from "use-intl/core";
import { describe, expect, test } from "vitest";
import { formattingLocaleOf, LANGUAGES, type Language } from "@/lib/platform/i18n/languages";
import { textsOf, valuesIn } from "@/lib/testing/catalogues";

type Translator = { markup(key: string, values: Record<string, unknown>): string };

const messagesOf = (language: Language) =>
  JSON.parse(readFileSync(`lib/platform/i18n/messages/pages/${language}.json`, "utf8"));

/** The names of a text's values and tags. */
const namesIn = (text: string): string[] =>
  [...new Set([...text.matchAll(/<(\w+)>/g)].map(([, tag]) => tag ?? "")), ...valuesIn(text)].sort();

const english = new Map(textsOf("pages", "en"));

describe.each(LANGUAGES)("the pages in %s", (language) => {
  const texts = new Map(textsOf("pages", language));

  test("have every text that English has, and no other", () => {
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test("take the same values and tags in every text", () => {
    for (const [key, text] of texts) expect([key, namesIn(text)]).toEqual([key, namesIn(english.get(key) ?? "")]);
  });

  test("can be formatted, for any number", () => {
    const faults: string[] = [];
    const translate = createTranslator({
      locale: formattingLocaleOf(language),
      messages: messagesOf(language),
      onError: (error) => void faults.push(error.message),
    }) as unknown as Translator;
    for (const [key, text] of texts) {
      for (const number of [0, 1, 2, 3, 11, 100]) {
        const values = namesIn(text).map((name) => [name, text.includes(`<${name}>`) ? String : number]);
        expect(translate.markup(key, Object.fromEntries(values))).not.toBe("");
      }
    }
    expect(faults).toEqual([]);
  });

  test("read the same parsed by the build, as pages have them, and parsed as they stand", () => {
    const locale = formattingLocaleOf(language);
    const translate = createTranslator({ locale, messages: messagesOf(language) }) as unknown as Translator;
    for (const [key, text] of texts) {
      for (const number of [0, 1, 2, 3, 11, 100, 0.71, 12_345]) {
        const names = namesIn(text).map((name) => [name, text.includes(`<${name}>`) ? String : number]);
        const values = Object.fromEntries(names);
        expect([key, format(compile(text), locale, values, FORMATTERS)]).toEqual([key, translate.markup(key, values)]);
      }
    }
  });
});

const FORMATTERS: FormatOptions = {
  formatters: {
    getDateTimeFormat: (...given) => new Intl.DateTimeFormat(...given),
    getNumberFormat: (...given) => new Intl.NumberFormat(...given),
    getPluralRules: (...given) => new Intl.PluralRules(...given),
  },
};
