import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

type Catalogue = { [key: string]: string | Catalogue };

/** SMS are left out: their alphabet knows neither these quotes nor these spaces. */
const textsOf = (catalogue: Catalogue, path = ""): [string, string][] =>
  Object.entries(catalogue).flatMap(([key, value]) => {
    if (typeof value === "string") return [[path + key, value] as [string, string]];
    return path === "" && key === "sms" ? [] : textsOf(value, `${path}${key}.`);
  });

const textsIn = (language: string): [string, string][] =>
  ["pages", "api"].flatMap((group) =>
    textsOf(JSON.parse(readFileSync(`lib/i18n/messages/${group}/${language}.json`, "utf8"))),
  );

/** The texts in which something is found. */
const withAny = (language: string, pattern: RegExp) => textsIn(language).filter(([, text]) => pattern.test(text));

describe.each(["en", "de", "fr"])("the texts in %s", (language) => {
  test("have curly quotes and apostrophes", () => {
    expect(withAny(language, /['"]/)).toEqual([]);
  });

  test("have no spaces that would be seen: doubled, or at an end", () => {
    expect(withAny(language, / {2}|^\s|[^:]\s$/)).toEqual([]);
  });
});

describe("the French texts", () => {
  test("keep ; : ! ? and guillemets on the line of their word, by a narrow no-break space", () => {
    expect(withAny("fr", /[^\u202f][;!?»]|«(?!\u202f)/)).toEqual([]);
    // A colon ends a word or, without a space, stands in an address.
    expect(withAny("fr", /[^\u202f]:(\s|$)/)).toEqual([]);
  });
});

describe("the German texts", () => {
  test("have German quotes", () => {
    expect(withAny("de", /”|«|»|“[^“„]*“/)).toEqual([]);
  });
});
