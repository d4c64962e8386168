import { readFileSync } from "node:fs";

/*
 * `node server.js` of the bundle (scripts/bundle.mjs): serves the store. Next reads its settings from the build, since
 * next.config.mjs and what it imports stay behind.
 */

process.chdir(import.meta.dirname);
process.env.NODE_ENV = "production";
const { config } = JSON.parse(readFileSync(".next/required-server-files.json", "utf8"));
process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config);
await import("./dist/server/main.js");
