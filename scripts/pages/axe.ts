import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { type Look, violationsIn } from "@/e2e/looks";
import { UNLIMITED, withOwnShop } from "@/e2e/own-server";
import { untoldPages } from "@/e2e/pages";
import { OPENED, STATES } from "@/e2e/states";
import { DESKTOP, PHONE, Visits } from "@/e2e/visits";
import { LANGUAGES, type Language } from "@/lib/platform/i18n/languages";
import { ensureBrowser } from "@/scripts/browser.mjs";

/*
 * `npm run axe`: what axe finds on every page and in every state of it, in each language, in either theme, on a phone and
 * on a desktop. `npm run axe -- overview --language ar` looks at what has that name alone, in that language.
 */

const LOOKS: readonly Look[] = [
  { name: "phone, light", viewport: PHONE, colorScheme: "light" },
  { name: "phone, dark", viewport: PHONE, colorScheme: "dark" },
  { name: "desktop, dark", viewport: DESKTOP, colorScheme: "dark" },
  { name: "desktop, light", viewport: DESKTOP, colorScheme: "light" },
];

const { positionals: wanted, values } = parseArgs({
  allowPositionals: true,
  options: { language: { type: "string", multiple: true, default: [...LANGUAGES] } },
});
const languages = LANGUAGES.filter((language) => values.language.includes(language));
const states = [...OPENED, ...STATES].filter(
  ({ name }) => wanted.length === 0 || wanted.some((start) => name.startsWith(start)),
);

const found = new Map<Language, Map<string, string[]>>();
const browser = await chromium.launch({
  executablePath: await ensureBrowser(),
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
await withOwnShop(UNLIMITED, async (shop) => {
  for (const language of languages) {
    const visits = new Visits(browser, shop, language);
    found.set(language, await violationsIn(states, LOOKS, visits));
    await visits.close();
  }
});
await browser.close();

print();
const faults = [
  ...untoldPages().map((page) => `${page}: a page that e2e/pages.ts does not know`),
  ...states.flatMap(({ name }) =>
    languages.flatMap((language) => violationsOf(name, language).map((text) => `${name}, ${language}, ${text}`)),
  ),
];
for (const fault of faults) console.error(fault);
const views = states.flatMap(({ phoneOnly }) => LOOKS.filter(({ viewport }) => !phoneOnly || viewport === PHONE));
console.log(`\n${faults.length} faults in ${views.length * languages.length} views.`);
process.exitCode = faults.length === 0 && views.length > 0 && languages.length > 0 ? 0 : 1;

function violationsOf(name: string, language: Language): string[] {
  return found.get(language)?.get(name) ?? ["nobody has seen it"];
}

function print(): void {
  const row = (name: string, cells: readonly (string | number)[]) =>
    name.padEnd(36) + cells.map((cell) => String(cell).padStart(5)).join("");
  console.log(`\nFaults in ${LOOKS.map(({ name }) => name).join("; ")}\n\n${row("page", languages)}`);
  for (const { name } of states) {
    console.log(
      row(
        name,
        languages.map((language) => violationsOf(name, language).length),
      ),
    );
  }
}
