import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { Client } from "pg";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { openEmbeddedDatabase } from "@/lib/platform/database/embedded";
import { applyMigrations } from "@/lib/platform/database/migrations";
import { hashPassword } from "@/lib/platform/password-hash";

/*
 * Databases to measure on: made for the bench, filled in bulk, dropped afterwards.
 */

/** A customer who is signed in: his session cookie's value, and what he would sign in with. */
export type Shopper = { email: string; password: string; sessionToken: string };

/** A filled database and what a server needs to run on it. */
export type BenchDatabase = {
  customers: number;
  environment: Record<string, string>;
  /** Different customers from all over the table. */
  shoppers(count: number): Shopper[];
  drop(): Promise<void>;
};

const PASSWORD = "bench password of nobody";

/**
 * Makes a database on a PostgreSQL server and fills it.
 *
 * @param serverUrl of a user who may create databases
 */
export async function createPostgresDatabase(serverUrl: string, customers: number): Promise<BenchDatabase> {
  const name = `storefront_bench_${randomBytes(4).toString("hex")}`;
  await withClient(serverUrl, (run) => run(`CREATE DATABASE ${name}`));
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await applyMigrations(new PrismaPg({ connectionString: url.href }));
  const seed = randomBytes(8).toString("hex");
  await withClient(url.href, (run) => fill(run, customers, seed));
  return {
    customers,
    environment: { APP_MODE: "production", DATABASE_URL: url.href, SMS_PROVIDER: "none", MAIL_PROVIDER: "none" },
    shoppers: (count) => spread(customers, count, seed),
    drop: () => withClient(serverUrl, (run) => run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
  };
}

/** Makes an embedded database and fills it. */
export async function createEmbeddedDatabase(customers: number): Promise<BenchDatabase> {
  const folder = mkdtempSync(path.join(tmpdir(), "storefront-bench-"));
  const { pglite, unlock } = await openEmbeddedDatabase(folder);
  await applyMigrations(new PrismaPGlite(pglite));
  const seed = randomBytes(8).toString("hex");
  await fill((sql) => pglite.exec(sql), customers, seed);
  await pglite.close();
  await unlock();
  return {
    customers,
    environment: { APP_MODE: "demo", DATABASE_URL: "", EMBEDDED_DATABASE_DIR: folder },
    shoppers: (count) => spread(customers, count, seed),
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

type RunSql = (sql: string) => Promise<unknown>;

async function withClient(url: string, use: (run: RunSql) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await use((sql) => client.query(sql));
  } finally {
    await client.end();
  }
}

/** Customers as the shop has them, each with one session whose token `sessionToken` computes. All have one password. */
async function fill(run: RunSql, customers: number, seed: string): Promise<void> {
  const passwordHash = (await hashPassword(PASSWORD)).replaceAll("'", "''");
  await run(`
    INSERT INTO customer (username, email, email_canonical, phone, phone_canonical, phone_verified_at, password_hash,
      first_name, last_name, gender, date_of_birth, email_allowed, sms_allowed, language_code, attributes)
    SELECT md5('${seed}-name-' || n) || md5('${seed}-name2-' || n), 'shopper' || n || '@bench.example',
      'shopper' || n || '@bench.example', '+90532' || lpad(n::text, 7, '0'), '+90532' || lpad(n::text, 7, '0'), now(),
      '${passwordHash}', 'Shopper', 'Number ' || n, (ARRAY['female', 'male'])[1 + n % 2]::"Gender",
      date '1960-01-01' + (n % 16000)::int, n % 2 = 0, n % 3 = 0, (ARRAY['en-us', 'tr-tr', 'de-de'])[1 + n % 3],
      '{"register_client_type": "default", "kvkk_flat_page_version": "101", "favourite_size": "M"}'
    FROM generate_series(1, ${customers}) AS n`);
  await run(`
    INSERT INTO session (token_hash, customer_id, expires_at, user_agent, ip)
    SELECT encode(sha256(convert_to(md5('${seed}-' || n), 'UTF8')), 'hex'), customer.id, now() + interval '20 days',
      'bench', '127.0.0.1'
    FROM generate_series(1, ${customers}) AS n
    JOIN customer ON customer.email_canonical = 'shopper' || n || '@bench.example'`);
  await run("VACUUM ANALYZE");
  await run("CHECKPOINT");
}

function spread(customers: number, count: number, seed: string): Shopper[] {
  return Array.from({ length: count }, (_, index) => {
    const number = 1 + Math.floor((index * customers) / count);
    return {
      email: `shopper${number}@bench.example`,
      password: PASSWORD,
      sessionToken: createHash("md5").update(`${seed}-${number}`).digest("hex"),
    };
  });
}
