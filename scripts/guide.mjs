import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/* docs/your-shop.md as its readers follow it: what a block of code is to stand in is named after its language. */

const GUIDE = "docs/your-shop.md";
const BLOCK = /^( *)```(\w*)(?: (\S+))?\n(.*?)\n\1```$/gms;

/**
 * The document's blocks of code, in their order. `file` is undefined for what is no file's.
 *
 * @returns {{ section: string, language: string, file: string | undefined, text: string }[]}
 */
export function readGuide(folder = ".") {
  const [, ...sections] = readFileSync(path.join(folder, GUIDE), "utf8").split(/^## \d+\. /m);
  return sections.flatMap((section) => {
    const [title = ""] = section.split("\n", 1);
    return [...section.matchAll(BLOCK)].map(([, indent = "", language = "", file, lines = ""]) => {
      return {
        section: title,
        language,
        file,
        text: `${lines.replaceAll(`\n${indent}`, "\n").slice(indent.length)}\n`,
      };
    });
  });
}

/** Gives a clone the files that the document says, but for settings, which name other systems. @param {string} folder */
export function followGuide(folder) {
  for (const { language, file, text } of readGuide(folder)) {
    if (!file || file === ".env") continue;
    const place = path.join(folder, file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, language === "diff" ? changed(readFileSync(place, "utf8"), text) : text);
  }
}

/** What a person makes of a file by a block whose new lines begin with `+`. */
function changed(before, diff) {
  const lines = diff.trimEnd().split("\n");
  const around = textOf(lines.filter((line) => !line.startsWith("+")));
  if (!before.includes(around)) throw new Error(`${GUIDE} changes lines that the file has not:\n${around}`);
  return before.replace(around, () => textOf(lines));
}

function textOf(lines) {
  return lines.map((line) => line.slice(1)).join("\n");
}
