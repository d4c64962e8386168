import { expect, test } from "vitest";
import { formattingLocaleOf, LANGUAGES } from "@/lib/platform/i18n/languages";
import { dayOn } from "./clock-offset";
import { daysBetween, timeAgo } from "./time-ago";

/** @param offset of the reader's clock, in minutes behind UTC */
function said(iso: string, nowIso: string, language: (typeof LANGUAGES)[number] = "en", offset = 0): string | null {
  const [then, now] = [new Date(iso), new Date(nowIso)];
  const ago = timeAgo(now.getTime() - then.getTime(), daysBetween(dayOn(then, offset), dayOn(now, offset)));
  return ago && new Intl.RelativeTimeFormat(formattingLocaleOf(language), { numeric: "auto" }).format(...ago);
}

test.each([
  ["2026-11-30T14:00:00Z", "2026-11-30T14:00:59Z", "now"],
  ["2026-11-30T14:00:05Z", "2026-11-30T14:00:00Z", "now"],
  ["2026-11-30T14:00:00Z", "2026-11-30T14:59:59Z", "59 minutes ago"],
  ["2026-11-30T00:10:00Z", "2026-11-30T23:50:00Z", "23 hours ago"],
  ["2026-11-29T22:00:00Z", "2026-11-30T03:00:00Z", "5 hours ago"],
  ["2026-11-29T10:00:00Z", "2026-11-30T03:00:00Z", "yesterday"],
  ["2026-11-29T00:00:00Z", "2026-11-30T23:59:00Z", "yesterday"],
  ["2026-11-24T23:00:00Z", "2026-11-30T01:00:00Z", "6 days ago"],
  ["2026-11-23T23:00:00Z", "2026-11-30T01:00:00Z", null],
])("what was at %s is said at %s to be %s", (then, now, text) => {
  expect(said(then, now)).toBe(text);
});

test("yesterday ends at the reader's midnight, not at that of UTC", () => {
  const [then, now] = ["2026-11-29T20:00:00Z", "2026-11-30T17:00:00Z"];
  expect(said(then, now, "en", 0)).toBe("yesterday");
  // In Riyadh it was 23:00, and is 20:00; in Kathmandu it was after midnight already.
  expect(said(then, now, "en", -180)).toBe("yesterday");
  expect(said(then, now, "en", -345)).toBe("21 hours ago");
});

test("every language has its own words, and Western digits", () => {
  const now = "2026-11-30T14:00:00Z";
  const words = LANGUAGES.map((language) => [
    said("2026-11-30T12:00:00Z", now, language),
    said("2026-11-29T12:00:00Z", now, language),
    said("2026-11-27T12:00:00Z", now, language),
  ]);
  expect(Object.fromEntries(LANGUAGES.map((language, index) => [language, words[index]]))).toEqual({
    tr: ["2 saat önce", "dün", "3 gün önce"],
    en: ["2 hours ago", "yesterday", "3 days ago"],
    ar: ["قبل ساعتين", "أمس", "قبل 3 أيام"],
    ru: ["2 часа назад", "вчера", "3 дня назад"],
    de: ["vor 2 Stunden", "gestern", "vor 3 Tagen"],
    fr: ["il y a 2 heures", "hier", "il y a 3 jours"],
  });
});
