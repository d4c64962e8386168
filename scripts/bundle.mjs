import { cpSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { build, checkEnvironment, fail, generate, install, ROOT } from "./prepare.mjs";

/*
 * `npm run bundle [-- <folder>]`: writes all that a host needs beside Node, by default to dist/bundle: the built server,
 * pages and commands, the migrations, and of each package the files that these load. No compiler, no source, no tool of the
 * build. It holds packages for this system and processor: bundle where it will run, or on its like.
 */

/** What the commands of the bundle's package.json run. */
const COMMANDS = { "db:migrate": "migrate", "db:seed": "seed", admin: "admin", shadow: "shadow" };
/** Read while the store runs, by their names. */
const READ_AT_RUN_TIME = ["public", "prisma/migrations", "docs/api-guide.md", "LICENSE"];
/** What the build leaves beside the application. */
const BUILD_ONLY = /^\.next[\\/](?:cache|build|diagnostics|types|turbopack|trace|trace-build)(?:[\\/]|$)/;
/** Of packages: what serves development, and Next's own build. */
const IGNORED = [
  "**/next/dist/compiled/next-server/**/*.dev.js",
  "**/next/dist/compiled/{webpack,jest-worker,babel,babel-packages}/**",
  "**/next/dist/{build/webpack,lib/upgrade}/**",
  "**/*.d.{ts,mts,cts}",
  "**/*.map",
];

try {
  checkEnvironment();
  await install();
  await generate();
  await build();
  const folder = path.resolve(process.argv[2] ?? "dist/bundle");
  await writeBundle(folder);
  console.log(`The bundle is in ${folder}: start it there with node server.js.`);
} catch (error) {
  fail(error);
}

async function writeBundle(folder) {
  rmSync(folder, { recursive: true, force: true });
  const copy = (file) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    cpSync(file, path.join(folder, file), { recursive: true, verbatimSymlinks: true, filter: isShipped });
  };
  for (const place of [".next", "dist/server", ...READ_AT_RUN_TIME]) copy(place);
  for (const file of await packageFiles()) copy(file);
  cpSync("scripts/bundled-server.mjs", path.join(folder, "server.js"));
  writeFileSync(path.join(folder, "package.json"), `${JSON.stringify(packageJson(), null, 2)}\n`);
}

/** Source maps are kept of the server alone, whose traces they make readable. */
function isShipped(file) {
  if (BUILD_ONLY.test(file) || /(?:\.nft\.json|[\\/]\.built)$/.test(file)) return false;
  return !file.endsWith(".map") || file.startsWith(path.join("dist", "server"));
}

/** Those that the server and its commands load, and those that Next has found out its pages do. */
async function packageFiles() {
  // Next's own copy of the tracer, which no other package then has to bring.
  const { nodeFileTrace } = createRequire(import.meta.url)("next/dist/compiled/@vercel/nft");
  const entries = ["main", ...Object.values(COMMANDS)].map((name) => `dist/server/${name}.js`);
  const options = { base: ROOT, processCwd: ROOT, mixedModules: true, moduleSyncCatchall: true, ignore: IGNORED };
  const { fileList, esmFileList } = await nodeFileTrace(entries, options);
  const files = new Set([...fileList, ...esmFileList, ...readdirSync(".next", { recursive: true }).flatMap(tracedBy)]);
  return [...files].filter((file) => file.startsWith(`node_modules${path.sep}`) && !lstatSync(file).isDirectory());
}

/** @param {string} file of .next */
function tracedBy(file) {
  if (!file.endsWith(".nft.json")) return [];
  const trace = path.join(".next", file);
  const { files } = JSON.parse(readFileSync(trace, "utf8"));
  return files.map((traced) => path.join(path.dirname(trace), traced));
}

function packageJson() {
  const { name, version, license, engines } = JSON.parse(readFileSync("package.json", "utf8"));
  const commands = Object.entries(COMMANDS).map(([command, file]) => [command, `node dist/server/${file}.js`]);
  const scripts = { start: "node server.js", ...Object.fromEntries(commands) };
  return { name, version, private: true, license, type: "module", engines, scripts };
}
