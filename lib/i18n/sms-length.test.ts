import { expect, test } from "vitest";
import { API_MESSAGES, messageText } from "@/lib/i18n/translate";

/*
 * A shop pays for each part of an SMS, and some phones show only the first. The other three languages are written in
 * letters that leave 70 characters for a part: they cannot do with one.
 */

/** What fits into one part, each as one character: the basic table of GSM 03.38 without what it escapes. */
const GSM_7 = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà]*$/;
const PART = 160;

const shop = { shop: "Sahil", url: "https://shop.example" };
const values = { ...shop, code: "0482131234", minutes: 60 };

test.each(["en", "de", "fr"] as const)("in %s a code, with the line that browsers read, is one SMS", (language) => {
  const text = `${messageText(language, "sms.code", values)}\n@accounts.my-long-shop.example #${values.code}`;
  expect(text).toMatch(GSM_7);
  expect(text.length).toBeLessThanOrEqual(PART);
});

test.each(["en", "de", "fr"] as const)("in %s every notice is one SMS", (language) => {
  for (const key of Object.keys(API_MESSAGES[language].sms)) {
    const text = messageText(language, `sms.${key}`, values);
    expect([key, text]).toEqual([key, expect.stringMatching(GSM_7)]);
    expect([key, text.length <= PART]).toEqual([key, true]);
  }
});
