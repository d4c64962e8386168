import { createHash, randomBytes } from "node:crypto";
import { Client } from "pg";
import { hashPassword } from "@/lib/platform/password-hash";

/** A signed-in customer: the session cookie's value, and what signing in takes. */
export type Shopper = { email: string; phone: string; password: string; sessionToken: string };

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
      // A username's canonical form is younger than the builds that this one may be measured against.
      const found = await run(
        url.href,
        "SELECT 1 FROM information_schema.columns WHERE column_name = 'username_canonical'",
      );
      await run(url.href, ...(await fillingSql(customers, seed, { hasCanonicalNames: found > 0 })));
      return Array.from({ length: count }, (_, index) => {
        const number = 1 + Math.floor((index * customers) / count);
        const sessionToken = createHash("md5").update(`${seed}-${number}`).digest("hex");
        const phone = `+90532${String(number).padStart(7, "0")}`;
        return { email: `shopper${number}@bench.example`, phone, password: PASSWORD, sessionToken };
      });
    },
    drop: async () => void (await run(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
  };
}

/** @returns how many rows the last statement has found */
async function run(url: string, ...statements: string[]): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  let rows = 0;
  try {
    for (const sql of statements) rows = (await client.query(sql)).rowCount ?? 0;
  } finally {
    await client.end();
  }
  return rows;
}

/** Customers as the shop has them, each with one session whose token `fill` computes. All have one password. */
async function fillingSql(
  customers: number,
  seed: string,
  { hasCanonicalNames }: { hasCanonicalNames: boolean },
): Promise<string[]> {
  const username = `md5('${seed}-name-' || n) || md5('${seed}-name2-' || n)`;
  const names = hasCanonicalNames
    ? ["username, username_canonical", `${username}, ${username}`]
    : ["username", username];
  const passwordHash = (await hashPassword(PASSWORD)).replaceAll("'", "''");
  return [
    `INSERT INTO customer (${names[0]}, email, email_canonical, phone, phone_canonical, phone_verified_at, password_hash,
      first_name, last_name, gender, date_of_birth, email_allowed, sms_allowed, language_code, attributes)
    SELECT ${names[1]}, 'shopper' || n || '@bench.example',
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
