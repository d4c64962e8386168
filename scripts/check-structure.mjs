import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/*
 * Holds the tree to its architecture (docs/decisions/0014-the-house.md): who may import whom, which kinds of file a domain
 * has, how long a handler and a component may be. Rules apply by exclusion: a new folder is under them unlisted.
 * `node scripts/check-structure.mjs [folder]` prints each violation on a line and exits with 1.
 */

const SKIPPED = new Set(["node_modules", ".git", ".next", ".data", "dist", "generated", "test-results"]);
const NOT_DOMAINS = new Set(["platform", "adapters", "testing", "generated"]);
const FRAMEWORK = /^(?:next|next-auth|next-intl|react|react-dom)(?:\/|$)/;
const KIND = /^(?:[a-z0-9-]+-)?(schema|rules|store|service|view)$/;
/** With what it declares about itself. */
const HANDLER_LINES_MAX = 40;
const COMPONENT_LINES_MAX = 150;

/** @typedef {{ file: string, text: string, lines: number, room: string, domain: string | null, kind: string | null }} Source */
/** @typedef {{ target: string, typeOnly: boolean }} Import */

/** What a file of one place may not import: `[who, whom, why]`. Whom is matched against the path without `@/`. */
const FORBIDDEN = [
  [(s) => s.room === "lib", /^(?:app|components|server|scripts|prisma|e2e|bench)\//, "lib imports nothing above it"],
  [
    (s) => s.room === "components",
    /^(?:app|server|scripts|prisma|e2e|bench)\//,
    "components import nothing above them",
  ],
  [(s) => s.room === "app", /^(?:server|scripts|prisma|e2e|bench)\//, "app imports nothing above it"],
  [(s) => s.room === "server", /^(?:scripts|e2e|bench)\//, "server imports nothing above it"],
  [(s) => s.room !== "e2e", /^lib\/testing\//, "lib/testing is for tests"],
  [(s) => inLib(s, "platform"), /^lib\/(?!platform\/|generated\/)/, "platform knows no domain"],
  [(s) => inLib(s, "adapters"), /^lib\/(?!adapters\/|platform\/|generated\/)/, "an adapter knows no domain"],
  [(s) => s.domain !== null, /^lib\/adapters\/(?![^/]+\/port$)/, "a domain knows an adapter by its port only"],
  [(s) => s.domain !== null, /^lib\/platform\/http\//, "a domain does not know HTTP"],
  [(s) => s.room === "lib", FRAMEWORK, "lib does not know the framework"],
  [
    (s) => s.room === "components",
    /^lib\/(?!(?:[^/]+\/(?:[a-z0-9-]+-)?schema|platform\/fields|platform\/i18n\/languages)$)/,
    "components take schemas from lib and nothing else",
  ],
  [
    (s) => s.file.startsWith("components/ui/"),
    /^(?:lib\/|app\/|components\/(?!ui\/))/,
    "a primitive imports nothing of ours but primitives",
  ],
  [
    (s) => s.kind === "schema",
    /^(?!zod$|lib\/platform\/(?:fields|response-schema|i18n\/languages)$|lib\/[^/]+\/(?:[a-z0-9-]+-)?schema$)/,
    "a schema runs in the browser too: it imports zod and schemas",
  ],
];

/** What rules may import at run time; types are free. */
const PURE =
  /^(?:lib\/platform\/(?:errors|fields|dates|i18n\/\w+)|lib\/[^/]+\/(?:[a-z0-9-]+-)?(?:schema|rules)|lib\/adapters\/[^/]+\/port)$/;

const root = path.resolve(process.argv[2] ?? ".");
const violations = [...sourcesBelow("")].flatMap(check);
for (const line of violations) console.log(line);
if (violations.length > 0) process.exitCode = 1;

/** @param {Source} source */
function check(source) {
  const { file, text, lines, domain, kind } = source;
  const found = [];
  const report = (why) => found.push(`${file}: ${why}`);
  for (const { target, typeOnly } of importsOf(text)) {
    // Plain JavaScript runs before anything is installed, when nothing resolves @/.
    if (target.startsWith("../") && !file.endsWith(".mjs")) report(`${target}: import across folders by @/`);
    for (const [who, whom, why] of FORBIDDEN) {
      const typesAreFree = kind === "schema" && why.startsWith("a schema");
      if (who(source) && whom.test(target) && !(typeOnly && typesAreFree)) report(`${target}: ${why}`);
    }
    if (kind === "rules" && !typeOnly && target.startsWith("lib/") && !PURE.test(target)) {
      report(`${target}: rules are pure`);
    }
  }
  if (domain !== null && kind === null) report("a domain has schema, rules, store, service and view, or <noun>-<kind>");
  if (
    domain !== null &&
    kind !== "store" &&
    /\bdb(?:\.\w+\.\w+\(|\.\$(?:query|execute)Raw)|\btransaction\.\w+\.\w+\(/.test(text)
  ) {
    report("Prisma stands in stores");
  }
  if (file !== "lib/platform/database/transact.ts" && /\.\$transaction(?:<[^(]*>)?\(async/.test(text)) {
    report("transactions are transact's, which repeats what was undone");
  }
  if (/^app\/.*\/route\.ts$/.test(file) && lines > HANDLER_LINES_MAX * handlersIn(text)) {
    report(`${lines} lines for ${handlersIn(text)} handlers: at most ${HANDLER_LINES_MAX} each`);
  }
  if (file.startsWith("components/") && lines > COMPONENT_LINES_MAX) {
    report(`${lines} lines: a component has at most ${COMPONENT_LINES_MAX}`);
  }
  return found;
}

/** @returns {Generator<Source>} the product's files, tests left out */
function* sourcesBelow(folder) {
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name)) yield* sourcesBelow(file);
    } else if (/\.(?:ts|tsx|mjs)$/.test(entry.name) && !isTest(file)) {
      const text = readFileSync(path.join(root, file), "utf8");
      const [room = "", second = ""] = file.split("/");
      const domain = room === "lib" && file.split("/").length === 3 && !NOT_DOMAINS.has(second) ? second : null;
      const kind = domain ? (KIND.exec(path.basename(file, ".ts"))?.[1] ?? null) : null;
      yield { file, text, lines: text.trimEnd().split("\n").length, room, domain, kind };
    }
  }
}

function isTest(file) {
  return /\.test\.tsx?$|\.spec\.ts$/.test(file) || file.startsWith("lib/testing/") || file.startsWith("scripts/");
}

function inLib({ file }, name) {
  return file.startsWith(`lib/${name}/`);
}

/** @returns {Import[]} */
function importsOf(text) {
  const statements = text.matchAll(
    /(?:import|export)\s+(type\s)?[^;]*?from\s+"([^"]+)"|import\(\s*"([^"]+)"\s*\)|import\s+"([^"]+)"/g,
  );
  return [...statements].map(([statement, type, from, dynamic, bare]) => ({
    target: (from ?? dynamic ?? bare).replace(/^@\//, ""),
    typeOnly: type !== undefined || isTypesOnly(statement) === true,
  }));
}

/** `import { type A, type B } from …` brings nothing at run time either. */
function isTypesOnly(statement) {
  const names = /\{([^}]*)\}/.exec(statement)?.[1];
  return names?.split(",").every((name) => name.trim() === "" || /^\s*type\s/.test(name));
}

function handlersIn(text) {
  return Math.max(1, text.match(/\broute\(/g)?.length ?? 0);
}
