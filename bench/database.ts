import { createHash, randomBytes } from "node:crypto";
import { Client } from "pg";
import { hashPassword } from "@/lib/platform/password-hash";

/** A signed-in customer: the session cookie's value, and what signing in takes. */
export type Shopper = { email: string; password: string; sessionToken: string };

/** An empty database on the server, to be filled once a store has migrated it. */
export type BenchDatabase = {
  url: string;
  /** Makes customers, each with a session. @returns `count` of them from all over the table */
  fill(customers: number, count: number): Promise<Shopper[]>;
  drop(): Promise<void>;
};

const PASSWORD = "bench password of nobody";

/** @param serverUrl of a user who may create databases */
export async function createDatabase(serverUrl: string): Promise<BenchDatabase> {
  const name = `storefront_bench_${randomBytes(4).toString("hex")}`;
  const seed = randomBytes(8).toString("hex");
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await run(serverUrl, `CREATE DATABASE ${name}`);
  return {
    url: url.href,
    async fill(customers, count) {
      await run(url.href, ...(await fillingSql(customers, seed)));
      return Array.from({ length: count }, (_, index) => {
        const number = 1 + Math.floor((index * customers) / count);
        const sessionToken = createHash("md5").update(`${seed}-${number}`).digest("hex");
        return { email: `shopper${number}@bench.example`, password: PASSWORD, sessionToken };
      });
    },
    drop: () => run(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function run(url: string, ...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const sql of statements) await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Customers as the shop has them, each with one session whose token `fill` computes. All have one password. */
async function fillingSql(customers: number, seed: string): Promise<string[]> {
  const passwordHash = (await hashPassword(PASSWORD)).replaceAll("'", "''");
  return [
    `INSERT INTO customer (username, email, email_canonical, phone, phone_canonical, phone_verified_at, password_hash,
      first_name, last_name, gender, date_of_birth, email_allowed, sms_allowed, language_code, attributes)
    SELECT md5('${seed}-name-' || n) || md5('${seed}-name2-' || n), 'shopper' || n || '@bench.example',
      'shopper' || n || '@bench.example', '+90532' || lpad(n::text, 7, '0'), '+90532' || lpad(n::text, 7, '0'), now(),
      '${passwordHash}', 'Shopper', 'Number ' || n, (ARRAY['female', 'male'])[1 + n % 2]::"Gender",
      date '1960-01-01' + (n % 16000)::int, n % 2 = 0, n % 3 = 0, (ARRAY['en-us', 'tr-tr', 'de-de'])[1 + n % 3],
      '{"register_client_type": "default", "kvkk_flat_page_version": "101", "favourite_size": "M"}'
    FROM generate_series(1, ${customers}) AS n`,
    `INSERT INTO session (token_hash, customer_id, expires_at, user_agent, ip)
    SELECT encode(sha256(convert_to(md5('${seed}-' || n), 'UTF8')), 'hex'), customer.id, now() + interval '20 days',
      'bench', '127.0.0.1'
    FROM generate_series(1, ${customers}) AS n
    JOIN customer ON customer.email_canonical = 'shopper' || n || '@bench.example'`,
    "VACUUM ANALYZE",
    "CHECKPOINT",
  ];
}
