import type { Browser } from "@playwright/test";
import { type Look, violationsIn } from "@/e2e/looks";
import { expect, test } from "@/e2e/own-shop";
import { OPENED, type PageState, STATES } from "@/e2e/states";
import { DESKTOP, PHONE, Visits } from "@/e2e/visits";
import type { Language } from "@/lib/platform/i18n/languages";

/*
 * axe finds nothing. Here in both themes and both layouts, in three languages with letters and a direction of their own;
 * `npm run axe` looks at every combination of the six languages with them.
 */

test.describe.configure({ timeout: 240_000 });

const LOOKS: readonly Look[] = [
  { name: "phone, light", viewport: PHONE, colorScheme: "light" },
  { name: "desktop, dark", viewport: DESKTOP, colorScheme: "dark" },
];

/** What developers read is in English; in other languages only its frame would be another. */
const ENGLISH = ["docs", "gallery", "outbox"];

for (const language of ["en", "tr", "ar"] as const) {
  test(`axe finds nothing on any page, ${language}`, async ({ browser, shop }) => {
    const pages = OPENED.filter(({ name }) => language === "en" || !ENGLISH.includes(name));
    expect(await violationsAt({ browser, shop, language }, pages)).toEqual([]);
  });
}

for (const [who, states] of [
  ["guests", STATES.filter(({ visitor }) => visitor === "guest" || visitor === "registering")],
  ["customers", STATES.filter(({ visitor }) => visitor !== "guest" && visitor !== "registering")],
] as const) {
  test(`axe finds nothing in what befalls ${who}`, async ({ browser, shop }) => {
    expect(await violationsAt({ browser, shop, language: "en" }, states)).toEqual([]);
  });
}

type Place = { browser: Browser; shop: string; language: Language };

async function violationsAt({ browser, shop, language }: Place, states: readonly PageState[]): Promise<string[]> {
  const visits = new Visits(browser, shop, language);
  const found = await violationsIn(states, LOOKS, visits);
  await visits.close();
  return [...found].flatMap(([name, violations]) => violations.map((violation) => `${name}, ${violation}`));
}
