import { describe, expect, test } from "vitest";
import { toMailMessage } from "@/lib/notifications/mail-view";
import { mailText } from "@/lib/notifications/service";
import { getEnv } from "@/lib/platform/env";
import { LANGUAGES, type Language } from "@/lib/platform/i18n/languages";
import { API_MESSAGES } from "@/lib/platform/i18n/translate";
import { valuesIn } from "@/lib/testing/catalogues";
import { PALETTES } from "@/tailwind.config";

const env = getEnv();
const TEMPLATES = Object.keys(API_MESSAGES.en.mail) as (keyof typeof API_MESSAGES.en.mail)[];
const TOKEN = "0123456789abcdef".repeat(4);
const ATTACK = `<script>alert(1)</script><a href='x'>"&amp;"</a>`;

const valuesOf = (template: string) => ({
  ...{
    code: "048213",
    hours: 24,
    days: 7,
    minutes: 15,
    name: ATTACK,
    date: "1 May 2027",
    time: "1 May 2027, 09:30 UTC",
  },
  device: "Safari on iPhone",
  remedy: `${env.APP_URL}/undo?key=${TOKEN}`,
  link: `${env.APP_URL}/${template === "password_reset" ? "reset?key=1a-" : "confirm-email?key="}${TOKEN}`,
});

const compose = (template: string, language: Language) =>
  toMailMessage({ env }, mailText({ env }, { to: "jane@example.com", template, language, values: valuesOf(template) }));

const CHARACTERS: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };
const decode = (text: string) => text.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => CHARACTERS[entity] ?? "");

/** What a page says, a line for each block. */
const wordsOf = (html: string) =>
  decode(
    html
      .replaceAll(/<!--.*?-->|<head>.*?<\/head>|<div style="display:none.*?<\/div>/gs, "")
      .replaceAll(/<br>|<\/(?:p|h1|td)>/g, "\n")
      .replaceAll(/<[^>]*>/g, ""),
  )
    .split("\n")
    .filter((line) => line.trim() !== "");

const linksOf = (html: string) => [...html.matchAll(/ href="([^"]*)"/g)].map(([, link = ""]) => decode(link));

describe.each(LANGUAGES)("in %s", (language) => {
  test.each(TEMPLATES)("%s says the same as a page and as text", (template) => {
    const { subject, text, html } = compose(template, language);
    const { buttons, address, footer } = API_MESSAGES[language].mail_frame;
    const frame = [...Object.values(buttons), address, footer.replace("{shop}", env.SHOP_NAME)];
    const said = wordsOf(html).filter((line) => !frame.includes(line));
    expect(said).toEqual([env.SHOP_NAME, subject, ...text.split("\n").filter(Boolean)]);

    const mentioned: string[] = text.match(/https?:\/\/\S+/g) ?? [];
    for (const link of mentioned) expect(new URL(link).searchParams.get("lang")).toBe(language);
    expect(mentioned.length).toBeLessThanOrEqual(1);
    // A button, and its address.
    expect(linksOf(html)).toEqual(mentioned.flatMap((link) => [link, link]));
    expect(wordsOf(html).filter((line) => Object.values<string>(buttons).includes(line))).toHaveLength(
      mentioned.length,
    );
  });

  test.each(TEMPLATES)("%s loads nothing, runs nothing and is small", (template) => {
    const { html } = compose(template, language);
    expect(html).not.toMatch(/<script|<img|<link|<iframe|<form| src=|url\(|@import|javascript:/i);
    expect(new TextEncoder().encode(html).byteLength).toBeLessThan(10_000);
    const direction = language === "ar" ? "rtl" : "ltr";
    expect(html).toContain(`<html lang="${language}" dir="${direction}">`);
    expect(html).toContain(`text-align:${direction === "rtl" ? "right" : "left"}`);
  });

  test("a subject names nobody and nothing but the shop: lock screens show it", () => {
    for (const { subject } of Object.values(API_MESSAGES[language].mail)) {
      expect(["", "shop"]).toContain(valuesIn(subject).join());
    }
  });
});

test.each(["token_created", "passkey_added", "passkey_removed"])("%s shows a name as it was typed", (template) => {
  const { html } = compose(template, "en");
  expect(html).toContain(
    "“&lt;script&gt;alert(1)&lt;/script&gt;&lt;a href=&#39;x&#39;&gt;&quot;&amp;amp;&quot;&lt;/a&gt;”",
  );
});

test("a code stands alone, from left to right, and not in the line that inboxes preview", () => {
  const { html } = compose("loyalty_account_proof", "ar");
  expect(html).toMatch(/<span dir="ltr" style="[^"]*monospace[^"]*">048213<\/span>/);
  expect(html.split("048213")).toHaveLength(2);
});

test("an address of somebody else's becomes no link", () => {
  const text = `Hello,\n\nhttps://shop.evil/reset?key=1\n\n${env.APP_URL}.evil/reset`;
  const { html } = toMailMessage({ env }, { to: "jane@example.com", subject: "Hello", text, language: "en" });
  expect(linksOf(html)).toEqual([]);
});

test("the colours are the pages'", () => {
  const { html } = compose("password_reset", "en");
  const used = [...html.matchAll(/#[0-9a-f]{6}\b/g)].map(([color]) => color);
  const known = [...Object.values(PALETTES.light), ...Object.values(PALETTES.dark)];
  expect(new Set(used).size).toBeGreaterThan(10);
  expect(used.filter((color) => !known.includes(color))).toEqual([]);
});
