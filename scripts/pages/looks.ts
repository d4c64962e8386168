import { parseArgs } from "node:util";
import { LANGUAGES, type Language } from "@/lib/platform/i18n/languages";

/* What pictures are taken of, and what the command line leaves out. */

export const VIEWPORTS = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };
export const THEMES = ["light", "dark"] as const;
/** One that runs from left to right, one with long words, one that runs from right to left. */
export const USUAL_LANGUAGES: readonly Language[] = ["en", "tr", "ar"];

export type Device = keyof typeof VIEWPORTS;
export type Theme = (typeof THEMES)[number];

export type Wish = {
  /** Names of pages and states; empty for all. */
  pages: string[];
  devices: Device[];
  themes: Theme[];
  languages: Language[];
  /** Whether everything was asked for, which is what the sheets in `docs` show. */
  isComplete: boolean;
};

/** What is asked for by `--pages login,loyalty --devices phone --themes dark --languages de,ru`; all of it by nothing. */
export function wishOf(args: string[]): Wish {
  const option = { type: "string" } as const;
  const { values } = parseArgs({
    args,
    options: { pages: option, devices: option, themes: option, languages: option },
  });
  return {
    pages: values.pages?.split(",") ?? [],
    devices: chosen("devices", values.devices, Object.keys(VIEWPORTS) as Device[]),
    themes: chosen("themes", values.themes, THEMES),
    languages: values.languages ? chosen("languages", values.languages, LANGUAGES) : [...USUAL_LANGUAGES],
    isComplete: args.length === 0,
  };
}

function chosen<T extends string>(option: string, names: string | undefined, all: readonly T[]): T[] {
  if (names === undefined) return [...all];
  return names.split(",").map((name) => {
    const known = all.find((one) => one === name);
    if (!known) throw new Error(`--${option}: there is no ${name}, but ${all.join(", ")}.`);
    return known;
  });
}

/** Where a picture is kept. */
export function pictureFile(page: string, device: Device, theme: Theme, language: Language): string {
  return `.data/screenshots/${page}-${device}-${theme}-${language}.png`;
}
