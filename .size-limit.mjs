import { readFileSync } from "node:fs";

/*
 * `npm run size`: our share of the JavaScript that each page loads before it can be used, gzipped
 * (docs/decisions/0009-what-a-page-weighs.md). Next and React come on top, for every page alike.
 */

/** Pages on which nothing is filled in or changed. */
const READ_ONLY = new Set(["/", "/account", "/account/loyalty/till", "/dev/outbox", "/_not-found"]);
/** Pages in which developers look things up: they may weigh what they need. */
const UNLIMITED = new Set(["/dev/gallery", "/docs"]);

const builtFiles = (files) => files.map((file) => `.next/${file}`);
const readManifest = (name) => JSON.parse(readFileSync(`.next/${name}`, "utf8"));

/** What Next's manifest names for a page, its layouts and its error boundaries. */
function scriptsOf(entry, route) {
  globalThis.__RSC_MANIFEST = {};
  // The manifest is a script that assigns to this global.
  new Function(readFileSync(`.next/server/app${entry}_client-reference-manifest.js`, "utf8"))();
  const files = Object.entries(globalThis.__RSC_MANIFEST[entry].entryJSFiles)
    .filter(([module]) => route === "/_not-found" || module !== "[project]/app/not-found")
    .flatMap(([, scripts]) => scripts);
  return builtFiles([...new Set(files)]);
}

const pages = Object.entries(readManifest("app-path-routes-manifest.json"))
  .filter(([entry]) => entry.endsWith("/page") && entry !== "/_global-error/page")
  .map(([entry, route]) => ({
    name: route,
    path: scriptsOf(entry, route),
    ...(!UNLIMITED.has(route) && { limit: READ_ONLY.has(route) ? "32 kB" : "75 kB" }),
    gzip: true,
  }));

export default [
  ...pages,
  { name: "Next and React", path: builtFiles(readManifest("build-manifest.json").rootMainFiles), gzip: true },
];
