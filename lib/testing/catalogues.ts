import { readFileSync } from "node:fs";
import type { Language } from "@/lib/platform/i18n/languages";

type Catalogue = { [key: string]: string | Catalogue };

/** Every text of one of the catalogues by its dotted path, as it stands in the file. */
export function textsOf(kind: "api" | "pages", language: Language): [path: string, text: string][] {
  return flatten(JSON.parse(readFileSync(`lib/platform/i18n/messages/${kind}/${language}.json`, "utf8")));
}

function flatten(catalogue: Catalogue, prefix = ""): [string, string][] {
  return Object.entries(catalogue).flatMap(([key, value]) =>
    typeof value === "string" ? [[prefix + key, value] as [string, string]] : flatten(value, `${prefix}${key}.`),
  );
}

/**
 * The names of the values that an ICU message takes. Braces stand for a value and, inside a plural, for a text by
 * turns: every other level has values.
 */
export function valuesIn(text: string): string[] {
  const names = new Set<string>();
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    if (text[index] === "{" && depth++ % 2 === 0) names.add(/^\{\s*(\w*)/.exec(text.slice(index))?.[1] ?? "");
    else if (text[index] === "}") depth--;
  }
  return [...names].sort();
}

/** The forms that each plural of an ICU message tells apart, as `one` and `other`. */
export function pluralForms(text: string): string[][] {
  return [...text.matchAll(/\{\s*\w+\s*,\s*plural\s*,/g)].map(({ index, 0: head }) => {
    const forms: string[] = [];
    let depth = 1;
    for (let at = index + head.length; depth > 0 && at < text.length; at++) {
      if (text[at] === "}") depth--;
      else if (text[at] === "{" && depth++ === 1) forms.push(/(\S+)\s*$/.exec(text.slice(0, at))?.[1] ?? "");
    }
    return forms.sort();
  });
}
