import { describe, expect, test } from "vitest";
import { formattingLocaleOf, LANGUAGES, type Language } from "@/lib/platform/i18n/languages";
import { pluralForms, textsOf } from "@/lib/testing/catalogues";

/* What a program can tell of how a text is written, for everything that shoppers and clients read. */

/** The opening and the closing mark. */
const QUOTES: Record<Language, string> = { en: "“”", tr: "“”", ar: "«»", ru: "«»", de: "„“", fr: "«»" };

/** Words that are the same in English: names, abbreviations, and what German and French share with it. */
const SAME_AS_ENGLISH: Partial<Record<Language, readonly RegExp[]>> = {
  de: [/^(Code|Name|Bronze|Gold)$/],
  fr: [/^(Segments|E-mail|Code|Points|Bronze)$/, /one \{(\{count\} segment|(\{formatted\} )?point)\}/],
};
const SAME_EVERYWHERE = /^(Sahil|SMS)$/;

const english = new Map(allTexts("en"));

describe.each(LANGUAGES)("the texts in %s", (language) => {
  const texts = allTexts(language);

  /** Which texts contain something, for the report of a fault. */
  const withMatch = (pattern: RegExp) => texts.filter(([, text]) => pattern.test(text));

  test("tell apart, in each plural, all the forms that the language has", () => {
    const { pluralCategories } = new Intl.PluralRules(formattingLocaleOf(language)).resolvedOptions();
    // French has one for whole millions, to which no count of ours comes.
    const forms = pluralCategories.filter((form) => language !== "fr" || form !== "many").sort();
    for (const [path, text] of texts) {
      for (const found of pluralForms(text)) {
        const counted = language === "fr" ? found.filter((form) => form !== "many") : found;
        expect([path, counted]).toEqual([path, forms]);
      }
    }
  });

  test("have the ellipsis, quotation marks and apostrophes of print", () => {
    expect(withMatch(/\.\.\.|["'`]/)).toEqual([]);
  });

  test("have the quotation marks of the language, opened and closed", () => {
    const pairs = new RegExp(`^(${QUOTES[language]})*$`);
    expect(texts.filter(([, text]) => !pairs.test(text.replaceAll(/[^“”„«»]/g, "")))).toEqual([]);
  });

  test("have no space too many, and none before a comma or full stop", () => {
    expect(texts.filter(([path, text]) => path !== "pages.common.errors.titlePrefix" && text !== text.trim())).toEqual(
      [],
    );
    expect(withMatch(/ {2}| \n|[\p{L}\p{N}}>»”] [,.،؛؟](?!\w)/u)).toEqual([]);
  });

  test("have one way to write a letter, and no word of two alphabets", () => {
    expect(texts.filter(([, text]) => text !== text.normalize("NFC"))).toEqual([]);
    expect(withMatch(/\p{Script=Latin}\p{Script=Cyrillic}|\p{Script=Cyrillic}\p{Script=Latin}/u)).toEqual([]);
  });
});

test.each(LANGUAGES.filter((language) => language !== "en"))("the texts in %s are translated", (language) => {
  const allowed = [SAME_EVERYWHERE, ...(SAME_AS_ENGLISH[language] ?? [])];
  const same = allTexts(language).filter(
    ([path, text]) =>
      text === english.get(path) && /\p{L}/u.test(wordsOf(text)) && !allowed.some((word) => word.test(text)),
  );
  expect(same).toEqual([]);
});

test("French keeps ; : ! ? and guillemets on the line of their word, by a narrow no-break space", () => {
  // Except in SMS, whose alphabet has no such space; and a colon ends a word or, without a space, stands in an address.
  const texts = allTexts("fr").filter(([path]) => !path.startsWith("api.sms."));
  expect(texts.filter(([, text]) => /[^\u202f][;!?»]|«(?!\u202f)|[^\u202f]:(\s|$)/.test(text))).toEqual([]);
});

test("Turkish puts no ending on a value, whose vowels and consonants nobody knows", () => {
  const filled = allTexts("tr").map(([path, text]) => [path, text.replaceAll(/<(\w+)>[^<>]*<\/\1>/g, "{$1}")]);
  expect(filled.filter(([, text]) => /\}['’]?\p{L}/u.test(text ?? ""))).toEqual([]);
});

describe("Arabic", () => {
  const texts = allTexts("ar");

  test("has its own comma, semicolon and question mark", () => {
    const written = texts.map(([path, text]) => [path, text.replaceAll(/\{\w+, (plural|number)/g, "{")]);
    expect(written.filter(([, text]) => /\p{Script=Arabic}[,;?]|[,;?] ?\p{Script=Arabic}/u.test(text ?? ""))).toEqual(
      [],
    );
  });

  test("has the digits 0–9, as its numbers and codes do", () => {
    expect(texts.filter(([, text]) => /[٠-٩۰-۹]/.test(text))).toEqual([]);
  });

  test("writes the tanwin before its alif", () => {
    expect(texts.filter(([, text]) => text.includes("\u0627\u064b"))).toEqual([]);
  });

  test("isolates names in its sentences, so that Latin ones do not turn them around", () => {
    const names = "name|priceList|oldPriceList|currency|oldCurrency|browser|system|device|digest";
    const open = new RegExp(`(?<!\\u2068)\\{(${names})\\}|\\{(${names})\\}(?!\\u2069)`);
    expect(texts.filter(([path, text]) => path.startsWith("pages.") && open.test(text))).toEqual([]);
  });
});

/** What is left to translate beside the values and tags of a text without plurals. */
function wordsOf(text: string): string {
  return text.replaceAll(/\{\w+\}|<\/?\w+>/g, "");
}

function allTexts(language: Language): [path: string, text: string][] {
  return (["pages", "api"] as const).flatMap((kind) =>
    textsOf(kind, language).map(([path, text]) => [`${kind}.${path}`, text] as [string, string]),
  );
}
