import { existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { mailSender } from "@/lib/platform/env-gateways";
import { LANGUAGES, type Language } from "@/lib/platform/i18n/languages";
import { derivePalettes, findFaintPairs, type Palettes } from "@/lib/platform/shop/palette";
import shopConfig from "@/shop.config";

/* What shop.config.ts may say: docs/your-shop.md explains each part. */

const color = z.string().regex(/^#[0-9a-f]{6}$/, "must be six hexadecimal digits in lower case, as #0a5f57");
const publicFile = z
  .string()
  .regex(/^(?:\/[\w-][\w.-]*)+$/, "must be the address of a file in public/, as /brand/logo.svg");
const country = z.string().regex(/^[A-Z]{2}$/, "must be two capital letters, as TR");
const text = z.string().trim().min(1);
/** `{language}` in it becomes `tr`, `en` and so on. */
const link = z.url({ protocol: /^(https?|mailto|tel)$/ });
const webLink = z.url({ protocol: /^https?$/ });
const language = z.enum(["tr", "en", "ar", "ru", "de", "fr"]) satisfies z.ZodType<Language>;
/** One text, or one for each language offered. */
export const inLanguages = z.union([
  text,
  z.partialRecord(language, text).superRefine((texts, context) => {
    const missing = LANGUAGES.filter((one) => texts[one] === undefined);
    if (missing.length > 0) context.addIssue({ code: "custom", message: `lacks ${missing.join(", ")}` });
  }),
]);

const face = z.strictObject({
  file: publicFile,
  /** Languages whose pages load it at once; others load it when they show its letters. */
  languages: z.array(language).default([]),
  weight: z.string().default("200 800"),
  unicodeRange: z.string().optional(),
});

const schema = z.strictObject({
  name: text.max(40),
  tagline: inLanguages,
  /** Instead of the name in the header, 32 px high. */
  logo: z
    .strictObject({
      light: publicFile,
      dark: publicFile.optional(),
      /** In pixels, at that height. */
      width: z.number().int().min(16).max(240),
    })
    .optional(),
  icons: z
    .strictObject({
      svg: publicFile.default("/icon.svg"),
      favicon: publicFile.default("/favicon.ico"),
      apple: publicFile.default("/apple-touch-icon.png"),
      png192: publicFile.default("/icon-192.png"),
      png512: publicFile.default("/icon-512.png"),
      maskable512: publicFile.default("/icon-maskable-512.png"),
    })
    .prefault({}),
  colors: z.strictObject({ primary: color, accent: color, panel: color.optional() }),
  /** `system` for that of the device; nothing for ours, which has the letters of all six languages. */
  typeface: z
    .union([
      z.literal("system"),
      z.strictObject({
        family: z.string().regex(/^[\w -]+$/, "must be letters, digits and spaces"),
        faces: z.array(face).min(1),
      }),
    ])
    .optional(),
  /** Radius of buttons and fields, in pixels; cards have more. */
  corners: z.number().min(0).max(24).default(12),
  /** The first is where a menu of languages begins. */
  languages: z.array(language).min(1),
  /** Of whoever has not chosen one; Turkish unless told, as documented. */
  defaultLanguage: language.optional(),
  /** Whose phone numbers are written without a country code. */
  country: country.default("TR"),
  /** Whose numbers get messages; nothing for where the six languages are spoken, and their neighbours. */
  smsCountries: z.array(country).min(1).optional(),
  links: z
    .strictObject({
      shop: webLink.optional(),
      help: webLink.optional(),
      terms: webLink.optional(),
      privacy: webLink.optional(),
      contact: link.optional(),
      /** More of the footer. */
      more: z.array(z.strictObject({ label: inLanguages, href: link })).default([]),
    })
    .prefault({}),
  mail: z
    .strictObject({
      /** As `Sahil <no-reply@shop.example>`. */
      from: mailSender.optional(),
      /** Below every mail, as the law of some countries asks. */
      imprint: inLanguages.optional(),
    })
    .prefault({}),
});

/** As it is written in shop.config.ts. */
export type ShopConfig = z.input<typeof schema>;
export type Shop = z.output<typeof schema>;
export type TextInLanguages = z.output<typeof inLanguages>;

/** `problems` has one readable line each. */
export class ShopConfigError extends Error {
  constructor(
    readonly problems: string[],
    file = "shop.config.ts",
  ) {
    super(`${file} is not right:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
    this.name = "ShopConfigError";
  }
}

/**
 * @param files where `public` is, to look for the files that are named; nowhere to believe them
 * @throws ShopConfigError that names every part at fault, and each pair of colours that is too faint with its contrast
 */
export function parseShopConfig(config: unknown, files?: string): Shop {
  const parsed = schema.safeParse(config);
  if (!parsed.success) {
    throw new ShopConfigError(parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${messageOf(issue)}`));
  }
  const shop = parsed.data;
  const problems = [...faintColors(shop), ...(files === undefined ? [] : missingFiles(shop, files))];
  if (shop.defaultLanguage && !shop.languages.includes(shop.defaultLanguage)) {
    problems.push(`defaultLanguage: ${shop.defaultLanguage} is not among languages`);
  }
  if (problems.length > 0) throw new ShopConfigError(problems);
  return shop;
}

/** What is wrong; of a text in several languages, which it lacks. */
export function messageOf(issue: z.core.$ZodIssue): string {
  const own = issue.code === "invalid_union" ? issue.errors.flat().find(({ code }) => code === "custom") : undefined;
  return own?.message ?? issue.message;
}

function faintColors({ colors }: Shop): string[] {
  return findFaintPairs(derivePalettes(colors)).map(
    ({ theme, front, back, ratio, least }) =>
      `colors: ${front} on ${back} (${theme}) has a contrast of ${ratio.toFixed(2)}:1 and needs ${least}:1`,
  );
}

function missingFiles({ logo, icons, typeface }: Shop, folder: string): string[] {
  const named = {
    ...(logo && { "logo.light": logo.light }),
    ...(logo?.dark && { "logo.dark": logo.dark }),
    ...Object.fromEntries(Object.entries(icons).map(([name, file]) => [`icons.${name}`, file])),
    ...(typeof typeface === "object" &&
      Object.fromEntries(typeface.faces.map(({ file }, index) => [`typeface.faces.${index}.file`, file]))),
  };
  return Object.entries(named)
    .filter(([, file]) => !existsSync(path.join(folder, "public", file)))
    .map(([name, file]) => `${name}: there is no file public${file}`);
}

let current: { shop: Shop; palettes: Palettes } | undefined;

function read() {
  if (!current) {
    const shop = parseShopConfig(shopConfig, process.cwd());
    current = { shop, palettes: derivePalettes(shop.colors) };
  }
  return current;
}

/** The shop that this account area is of. @throws ShopConfigError */
export function getShop(): Shop {
  return read().shop;
}

/** Its colours. @throws ShopConfigError */
export function getPalettes(): Palettes {
  return read().palettes;
}

/** @returns the text in a language, where the shop has written it in several */
export function textIn(texts: TextInLanguages, reader: Language): string {
  return typeof texts === "string" ? texts : (texts[reader] ?? "");
}
