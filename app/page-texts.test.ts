import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { textsOf } from "@/app/page-texts";

/* A text used in the browser but not sent to it would show its key: these tests walk the imports. */

const PAGES = readdirSync("app", { recursive: true, encoding: "utf8" })
  .filter((file) => /(^|\/)(page|layout|error|not-found|global-error)\.tsx$/.test(file))
  .map((file) => `app/${file}`);
const IMPORT = /(?:^import\s(?!type\b)[^;]*?from\s|^export\s[^;]*?from\s|\bimport\()\s*"((?:@\/|\.{1,2}\/)[^"]+)"/gm;
const TRANSLATIONS = /useTranslations\(\s*["`]([\w.]+)[^)]*\)(?:\("(\w+)"\))?/g;

/** What the root's provider sends to every page. */
const EVERYWHERE = ["common"];

test.each(PAGES)("%s sends the browser the texts that its interactive parts use, and no others", (page) => {
  const sent = [
    ...readFileSync(page, "utf8").matchAll(/<(?:PageTexts\s+of|AccountPage[^>]*?\stexts)=\{\[([^\]]*)\]\}/g),
  ].flatMap(([, list]) => [...(list ?? "").matchAll(/"([^"]+)"/g)].map(([, group]) => group ?? ""));
  const used = [...usedBy(page)].filter((group) => !EVERYWHERE.includes(group.split(".")[0] ?? ""));
  const covers = (group: string) => (other: string) => other === group || other.startsWith(`${group}.`);
  expect(used.filter((group) => !sent.some((one) => covers(one)(group)))).toEqual([]);
  expect(sent.filter((group) => !used.some(covers(group)))).toEqual([]);
});

test("a group is sent whole, a part of one alone, and one that is not there is noticed", () => {
  const messages = { a: { x: "1", y: { z: "2" } }, b: { x: "3" }, c: { x: "4" } };
  expect(textsOf(messages, ["a.y", "b"])).toEqual({ a: { y: { z: "2" } }, b: { x: "3" } });
  expect(() => textsOf(messages, ["d"])).toThrow('no group "d"');
  expect(() => textsOf(messages, ["a.q"])).toThrow('no group "q"');
});

/** The groups that client components reachable from here translate. */
function usedBy(entry: string): Set<string> {
  const groups = new Set<string>();
  const seen = new Set<string>();
  const visit = (file: string, above: boolean) => {
    const source = readFileSync(file, "utf8");
    const isInBrowser = above || /^\s*"use client"/.test(source);
    if (seen.has(`${file} ${isInBrowser}`)) return;
    seen.add(`${file} ${isInBrowser}`);
    for (const [, group = "", key] of isInBrowser ? source.matchAll(TRANSLATIONS) : []) {
      groups.add(key === undefined ? group.replace(/\.$/, "") : `${group}.${key}`);
    }
    for (const [, specifier] of source.matchAll(IMPORT)) {
      const imported = fileOf(specifier ?? "", file);
      if (imported) visit(imported, isInBrowser);
    }
  };
  visit(entry, false);
  return groups;
}

/** The file of an import from app or components. */
function fileOf(specifier: string, importer: string): string | undefined {
  const base = specifier.startsWith("@/") ? specifier.slice(2) : path.join(path.dirname(importer), specifier);
  if (!/^(app|components)\//.test(base)) return;
  return [`${base}.tsx`, `${base}.ts`, base].find((file) => existsSync(file) && statSync(file).isFile());
}
