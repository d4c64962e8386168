import { expect, test } from "vitest";
import { LANGUAGES, type Language } from "@/lib/platform/i18n/languages";
import { textsOf } from "@/lib/testing/catalogues";

/* What things are called on the pages, and in the mails and messages that shoppers get. */

/** Words of the back office. */
const JARGON: Record<Language, RegExp> = {
  en: /segment|\btokens?\b|\bhash|\bversion\b|\bAPI\b/i,
  tr: /segment|\bAPI\b|\bhash\b|özeti|sürüm/i,
  de: /segment|token|\bhash|textfassung|\bAPI\b/i,
  fr: /segment|jeton|empreinte de|version du texte|\bAPI\b/i,
  ar: /شريح|شرائح|\bAPI\b|بصمة ل|صيغة النص/,
  ru: /сегмент|токен|хеш|редакция|\bAPI\b/i,
};

/** Folded, or on a demo's home page: for those who look for it. */
const FOR_DEVELOPERS = /^(security\.tokens|home\.tools|preferences\.ledger\.wording)\b/;
/** Of the API's texts, those that are sent to people. */
const SENT = /^(sms|mail)\./;

test.each(LANGUAGES)("shoppers read no word of the back office in %s", (language) => {
  const shown = textsOf("pages", language).filter(([path]) => !FOR_DEVELOPERS.test(path));
  const sent = textsOf("api", language).filter(([path]) => SENT.test(path));
  expect([...shown, ...sent].filter(([, text]) => JARGON[language].test(text))).toEqual([]);
});

test.each(LANGUAGES)("a page has one name in %s: in the navigation, and as its title", (language) => {
  const texts = new Map(textsOf("pages", language));
  for (const page of ["overview", "profile", "preferences", "loyalty", "segments", "security", "privacy"]) {
    expect([page, texts.get(`common.navigation.${page}`)]).toEqual([page, texts.get(`${page}.title`)]);
  }
});

test.each(LANGUAGES)("what is opened from the overview has the name there that it has itself, in %s", (language) => {
  const texts = new Map(textsOf("pages", language));
  expect(texts.get("overview.points.all")).toBe(texts.get("loyalty.ledger.title"));
});

test("English writes “email” in one way", () => {
  const texts = [...textsOf("pages", "en"), ...textsOf("api", "en")];
  expect(texts.filter(([, text]) => /\be-mail/i.test(text))).toEqual([]);
});

test("Arabic asks people by the short imperative, everywhere", () => {
  const texts = [...textsOf("pages", "ar"), ...textsOf("api", "ar")];
  expect(texts.filter(([, text]) => /ي[\u064f]?رجى|الرجاء/.test(text))).toEqual([]);
});
