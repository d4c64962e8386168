import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

/*
 * Names our sources in a trace. A map is read when an error needs it: all of them, as Node would keep them, take 80 MB. And
 * Next has Node tell no sources at all.
 */

/** The few files that errors come from at a time. */
const KEPT_MAX = 8;
const kept = new Map<string, SourceMap | null>();

/** In an ES module it is an address. */
const PLACE = /((?:file:\/\/)?\/[^\s():]+\.[cm]?js):(\d+):(\d+)/;
/** How Next's build calls the project's folder. */
const PROJECT = "turbopack:///[project]/";

/** @param frame of a trace, as `run (file:///shop/dist/server/main.js:12:5)`; one without a map stays as it is */
export function toSourceFrame(frame: string): string {
  const [place = "", address = "", line, column] = PLACE.exec(frame) ?? [];
  if (place === "" || address.includes("/node_modules/")) return frame;
  const file = address.startsWith("file:") ? fileURLToPath(address) : address;
  const entry = findMap(file)?.findEntry(Number(line) - 1, Number(column) - 1);
  if (!entry || !("originalSource" in entry)) return frame;
  const { originalSource, originalLine, originalColumn } = entry;
  return frame.replace(place, `${nameOf(originalSource, file)}:${originalLine + 1}:${originalColumn + 1}`);
}

function findMap(file: string): SourceMap | null {
  const known = kept.get(file);
  if (known !== undefined) return known;
  const oldest = kept.keys().next();
  if (kept.size >= KEPT_MAX && !oldest.done) kept.delete(oldest.value);
  const map = readMap(file);
  kept.set(file, map);
  return map;
}

/** Null where the build was shipped without it. */
function readMap(file: string): SourceMap | null {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${file}.map`, "utf8")));
  } catch {
    return null;
  }
}

/** From the project's folder. */
function nameOf(source: string, file: string): string {
  if (source.startsWith(PROJECT)) return source.slice(PROJECT.length);
  const whole = source.startsWith("file:") ? fileURLToPath(source) : path.resolve(path.dirname(file), source);
  return path.relative(process.cwd(), whole);
}
