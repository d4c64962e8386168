import { describe, expect, test } from "vitest";
import { formattingLocaleOf, LANGUAGES, type Language } from "@/lib/platform/i18n/languages";
import { pluralForms, textsOf } from "@/lib/testing/catalogues";

/* What a program can tell of how a text is written, for everything that shoppers and clients read. */

/** The opening and the closing mark. */
const QUOTES: Record<Language, string> = { en: "“”", tr: "“”", ar: "«»", ru: "«»", de: "„“", fr: "«»" };

/** Words that are the same in English: names, abbreviations, and what German and French share with it. */
const SAME_AS_ENGLISH: Partial<Record<Language, RegExp>> = {
  en: /^/,
  de: /^(Code|Name|Passkeys|Bronze|Gold)$/,
  fr: /^(Segments|E-mail|Code|Points|Bronze)$|one \{(\{count\} segment|(\{formatted\} )?point)\}/,
};
const SAME_EVERYWHERE = /^(SMS|\P{L}*)$/u;

type Texts = [path: string, text: string][];

const allTexts = (language: Language): Texts =>
  (["pages", "api"] as const).flatMap((kind) =>
    textsOf(kind, language).map(([path, text]): Texts[number] => [`${kind}.${path}`, text]),
  );
const english = new Map(allTexts("en"));

/** No text is so written. @param readable what is left of a text to look at */
function expectNone(texts: Texts, pattern: RegExp, readable = (text: string) => text) {
  expect(texts.filter(([, text]) => pattern.test(readable(text)))).toEqual([]);
}

describe.each(LANGUAGES)("the texts in %s", (language) => {
  const texts = allTexts(language);

  test("tell apart, in each plural, all the forms that the language has", () => {
    // French has one for whole millions, to which no count of ours comes.
    const counted = (forms: string[]) => forms.filter((form) => language !== "fr" || form !== "many").sort();
    const { pluralCategories } = new Intl.PluralRules(formattingLocaleOf(language)).resolvedOptions();
    for (const [path, text] of texts) {
      for (const forms of pluralForms(text)) expect(counted(forms), path).toEqual(counted(pluralCategories));
    }
  });

  test("have the ellipsis, apostrophes and quotation marks of print, the last opened and closed", () => {
    expectNone(texts, /\.\.\.|["'`]/);
    const pairs = new RegExp(`^(?!(${QUOTES[language]})*$)`);
    expectNone(texts, pairs, (text) => text.replaceAll(/[^“”„«»]/g, ""));
  });

  test("have no space too many, and none before a comma or full stop", () => {
    expectNone(texts, / {2}| \n|[\p{L}\p{N}}>»”] [,.،؛؟](?!\w)/u);
    expectNone(
      texts.filter(([path]) => path !== "pages.common.errors.titlePrefix"),
      /^\s|\s$/,
    );
  });

  test("keep the hyphen of e-mail on the line of its word, by a word joiner", () => {
    // Pages break lines; SMS have no such character, and mail programs may show it.
    expectNone(
      texts.filter(([path]) => path.startsWith("pages.")),
      /\be-\p{L}/iu,
    );
  });

  test("have one way to write a letter, and no word of two alphabets", () => {
    expect(texts.filter(([, text]) => text !== text.normalize("NFC"))).toEqual([]);
    expectNone(texts, /\p{Script=Latin}\p{Script=Cyrillic}|\p{Script=Cyrillic}\p{Script=Latin}/u);
  });

  test("are translated", () => {
    const same = texts.filter(([path, text]) => text === english.get(path) && !SAME_AS_ENGLISH[language]?.test(text));
    // What is left beside the values and tags of a text without plurals.
    const untranslated = same.filter(([, text]) => !SAME_EVERYWHERE.test(text.replaceAll(/\{\w+\}|<\/?\w+>/g, "")));
    expect(untranslated).toEqual([]);
  });
});

test("French keeps ; : ! ? and guillemets on the line of their word, by a narrow no-break space", () => {
  // Except in SMS, whose alphabet has no such space; and a colon ends a word or, without a space, stands in an address.
  const texts = allTexts("fr").filter(([path]) => !path.startsWith("api.sms."));
  expectNone(texts, /[^\u202f][;!?»]|«(?!\u202f)|[^\u202f]:(\s|$)/);
});

test("Turkish puts no ending on a value, whose vowels and consonants nobody knows", () => {
  expectNone(allTexts("tr"), /\}['’]?\p{L}/u, (text) => text.replaceAll(/<(\w+)>[^<>]*<\/\1>/g, "{$1}"));
});

describe("Arabic", () => {
  const texts = allTexts("ar");

  test("has its own comma, semicolon and question mark, and the digits 0–9", () => {
    const withoutSyntax = (text: string) => text.replaceAll(/\{\w+, (plural|number)/g, "{");
    expectNone(texts, /\p{Script=Arabic}[,;?]|[,;?] ?\p{Script=Arabic}/u, withoutSyntax);
    expectNone(texts, /[٠-٩۰-۹]/);
  });

  test("writes the tanwin before its alif", () => {
    expectNone(texts, /\u0627\u064b/);
  });

  test("isolates names in its sentences, so that Latin ones do not turn them around", () => {
    const names = "name|priceList|oldPriceList|currency|oldCurrency|browser|system|device|digest";
    const open = new RegExp(`(?<!\\u2068)\\{(${names})\\}|\\{(${names})\\}(?!\\u2069)`);
    expectNone(
      texts.filter(([path]) => path.startsWith("pages.")),
      open,
    );
  });
});
