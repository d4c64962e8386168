import { expect, test } from "vitest";
import { LANGUAGES, type Language } from "@/lib/platform/i18n/languages";
import { messageText } from "@/lib/platform/i18n/translate";

/*
 * A shop pays for each part of an SMS, and some phones show only the first. One holds 160 letters of its own alphabet
 * (3GPP TS 23.038), else 70, and 67 in each part of a longer one: Arabic and Russian cannot do with one.
 */

/** The alphabet, without what costs two places. */
const BASIC =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

const WRITTEN_IN_IT: readonly Language[] = ["en", "tr", "de", "fr"];
const SHOP_URL = "https://shop.example.com";
const REMEDY = `${SHOP_URL}/undo?key=${"0".repeat(32)}`;
const VALUES = { shop: "Sahil", url: SHOP_URL, code: "0482131234", minutes: 60, remedy: REMEDY };
const NOTICES = [
  ...(["phone_taken", "no_account", "phone_changed"] as const),
  ...(["email_lost", "reset_by_mail", "reset_too_soon"] as const),
];

/** As it is sent: a code's text ends with the line by which browsers know it. */
function smsText(language: Language, name: "code" | (typeof NOTICES)[number]): string {
  const text = messageText(language, `sms.${name}`, VALUES);
  return name === "code" ? `${text}\n@accounts.my-long-shop.example #${VALUES.code}` : text;
}

const messages = LANGUAGES.flatMap((language) =>
  (["code", ...NOTICES] as const).map((name) => ({ language, name, text: smsText(language, name) })),
);
const short = messages.filter(({ language }) => WRITTEN_IN_IT.includes(language));
const wide = messages.filter(({ language }) => !WRITTEN_IN_IT.includes(language));

test.each(short)("$name in $language is one SMS: 160 letters of its alphabet", ({ text }) => {
  expect([...text].filter((letter) => !BASIC.includes(letter))).toEqual([]);
  expect(text.length).toBeLessThanOrEqual(160);
});

test.each(wide)("$name in $language is two parts of an SMS at most", ({ text }) => {
  expect(text.length).toBeLessThanOrEqual(2 * 67);
});
