import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { signInWithPassword } from "@/lib/auth/service";
import { getDeps } from "@/lib/deps";
import { importCustomers, type SourceRow } from "@/lib/import/service";
import { applyMigrations } from "@/lib/platform/database/migrations";
import { closeDatabase, openDatabase } from "@/lib/platform/db";
import type { RequestContext } from "@/lib/platform/request-context";
import { startPostgres } from "@/scripts/postgres.mjs";

/*
 * `node scripts/run.mjs bench/django-sign-ins.ts <hashes.jsonl>`: imports a customer for each hash that
 * lib/testing/django-hashes/make.py has printed, signs each in, every ninth with a wrong password first and once more
 * afterwards, on PostgreSQL; and says how many got in, and how many hashes are ours by then.
 */

/** As many as the lane of sign-ins lets in at once. */
const AT_ONCE = 2;

const CONTEXT: RequestContext = {
  ...{ ip: "unknown", network: "", userAgent: null, deviceTokens: [], isBrowser: false },
  ...{ source: "bench", language: "en", ifMatch: null },
};

type Line = { password: string; hash: string };

const lines: Line[] = readFileSync(String(process.argv[2]), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));
const postgres = await startPostgres();
if (!postgres) throw new Error("PostgreSQL is not installed.");
const secret = randomBytes(32).toString("hex");
Object.assign(process.env, { APP_MODE: "test", APP_SECRET: secret, DATABASE_URL: postgres.url, LOG_LEVEL: "warn" });
try {
  await applyMigrations((await openDatabase()).migrationTarget);
  await measure();
} finally {
  await closeDatabase();
  await postgres.stop();
}

async function measure(): Promise<void> {
  const deps = await getDeps();
  await importCustomers(deps, rows(), { source: "django", isDryRun: false, isTold: false, report: async () => {} });
  const counts: Record<string, number> = {};
  const started = performance.now();
  const queue = lines.entries();
  const attempt = async (index: number, kind: string, password: string, what: string) => {
    // From a network of its own, as it would be.
    const network = `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;
    const credentials = { name: emailOf(index), password };
    const outcome = await signInWithPassword(deps, { sessionTokens: [] }, credentials, { ...CONTEXT, network }).then(
      () => "in",
      (error: Error) => error.name,
    );
    const key = `${kind}, ${what}: ${outcome}`;
    counts[key] = (counts[key] ?? 0) + 1;
  };
  const work = async () => {
    for (const [index, { hash, password }] of queue) {
      const [kind = ""] = hash.split("$", 1);
      if (index % 9 === 0) await attempt(index, kind, `${password}x`, "wrong");
      await attempt(index, kind, password, "right");
      if (index % 9 === 0) await attempt(index, kind, password, "once more");
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  console.table(counts);
  const ours = await deps.db.customer.count({
    where: { passwordHash: { startsWith: "$argon2id$v=19$m=19456,t=2,p=1$" } },
  });
  console.log(
    `${lines.length} hashes, ${ours} of them ours by now, in ${Math.round((performance.now() - started) / 1000)} s.`,
  );
}

async function* rows(): AsyncGenerator<SourceRow> {
  for (const [index, { hash }] of lines.entries()) {
    const values = { external_id: index, email: emailOf(index), email_verified: true, password_hash: hash };
    yield { row: index + 1, values };
  }
}

function emailOf(index: number): string {
  return `shopper${index}@example.com`;
}
