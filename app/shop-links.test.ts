import { expect, test } from "vitest";
import { parseEnv } from "@/lib/platform/env";
import { contactLink, footerLinks, termsLinks } from "./shop-links";

const envWith = (settings: Record<string, string>) => parseEnv({ ...process.env, ...settings });

test("the shop's links are in the page's language, and may be a mailbox or a number", () => {
  const urls = { TERMS_URL: "https://shop.example/{language}/terms", CONTACT_URL: "mailto:help@shop.example" };
  expect(termsLinks(envWith(urls), "tr")).toEqual({ terms: "https://shop.example/tr/terms", privacy: undefined });
  expect(contactLink(envWith(urls), "tr")).toBe("mailto:help@shop.example");
  expect(contactLink(envWith({ CONTACT_URL: "tel:+902121234567" }), "ar")).toBe("tel:+902121234567");
});

test("what the shop has not configured is no link, and nonsense is refused", () => {
  expect(termsLinks(envWith({}), "en")).toEqual({ terms: undefined, privacy: undefined });
  expect(contactLink(envWith({}), "en")).toBeUndefined();
  expect(() => envWith({ CONTACT_URL: "javascript:alert(1)" })).toThrow("CONTACT_URL");
});

test("the footer links to what the shop has, in the reader's language, and to nothing else", () => {
  const env = envWith({ TERMS_URL: "https://shop.example/{language}/terms", CONTACT_URL: "tel:+902121234567" });
  expect(footerLinks(env, "de", (name) => name)).toEqual([
    { label: "terms", href: "https://shop.example/de/terms" },
    { label: "contact", href: "tel:+902121234567" },
  ]);
  expect(footerLinks(envWith({}), "de", (name) => name)).toEqual([]);
});
