import { randomBytes } from "node:crypto";
import pg from "pg";
import { postgresTarget } from "@/lib/platform/database/migration-target";
import { findPendingMigrations, MigrationError } from "@/lib/platform/database/migrations";
import { poolSettings } from "@/lib/platform/db";
import type { Env } from "@/lib/platform/env";
import { doubtful, type Finding, isLocal, reasonOf, right, wrong } from "@/server/admin/doctor/finding";

/** The oldest that its makers still mend. */
const VERSION_MIN = 14;
/** Codes live for minutes by the database's clock, signatures and sign-ins by ours. */
const CLOCK_MAX_MS = 2000;

/** Connects as the store does. */
export async function checkDatabase(env: Env, url: string): Promise<Finding[]> {
  const client = new pg.Client(poolSettings(env, url));
  client.on("error", () => {});
  try {
    await client.connect();
  } catch (error) {
    return [explainRefusal(error, url)];
  }
  try {
    return [
      ...(await checkServer(client)),
      ...(await checkMigrations(url)),
      ...(await checkClock(client)),
      ...(await checkPrivileges(client)),
      ...(await checkConnections(client, env)),
      checkEncryption(client, url),
      ...(await checkPooler(client, env, url)),
    ];
  } catch (error) {
    return [wrong(`The database does not answer what the store asks: ${reasonOf(error)}.`)];
  } finally {
    await client.end();
  }
}

function explainRefusal(error: unknown, url: string): Finding {
  const { host, pathname, username } = new URL(url);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const message = error instanceof Error ? error.message : "";
  if (code === "28P01") return wrong(`The database refuses the password of ${username}: correct DATABASE_URL.`);
  if (code === "28000") {
    return wrong(`The database lets ${username} in from nowhere like this machine: allow it in its pg_hba.conf.`);
  }
  if (code === "3D000") return wrong(`There is no database ${pathname.slice(1)} at ${host}: create it.`);
  if (code === "53300") return wrong(`The database at ${host} has no connection left: raise max_connections.`);
  if (/unsupported startup parameter/.test(message)) {
    return wrong(
      "The pooler in front of the database takes no time-outs: set ignore_startup_parameters in its settings, or DATABASE_STATEMENT_TIMEOUT_MS=0 and DATABASE_LOCK_TIMEOUT_MS=0.",
    );
  }
  if (/does not support SSL/.test(message)) {
    return wrong(`The database at ${host} speaks no TLS: switch its ssl on, or leave sslmode out of DATABASE_URL.`);
  }
  const reason = /timeout/.test(message) ? "there is no answer" : reasonOf(error);
  return wrong(`The database at ${host} cannot be reached: ${reason}. Start it, or correct DATABASE_URL.`);
}

async function one(client: pg.Client, sql: string, values: unknown[] = []): Promise<Record<string, unknown>> {
  return (await client.query(sql, values)).rows[0] ?? {};
}

async function checkServer(client: pg.Client): Promise<Finding[]> {
  const { version, encoding } = await one(
    client,
    "SELECT current_setting('server_version') AS version, current_setting('server_encoding') AS encoding",
  );
  const findings = [right(`PostgreSQL ${version} answers.`)];
  if (Number.parseInt(String(version), 10) < VERSION_MIN) {
    findings.push(doubtful(`PostgreSQL ${version} gets no security updates any more: use ${VERSION_MIN} or newer.`));
  }
  if (encoding !== "UTF8") {
    findings.push(wrong(`The database's encoding is ${encoding}: it cannot hold every name. Create it with UTF8.`));
  }
  return findings;
}

async function checkMigrations(url: string): Promise<Finding[]> {
  try {
    const pending = await findPendingMigrations(postgresTarget(url));
    if (pending.length === 0) return [right("The database is up to date.")];
    return [wrong(`The database lacks ${pending.length} migrations, first ${pending[0]}: run npm run db:migrate.`)];
  } catch (error) {
    if (error instanceof MigrationError) return [wrong(error.message)];
    throw error;
  }
}

async function checkClock(client: pg.Client): Promise<Finding[]> {
  const before = Date.now();
  const { at, zone } = await one(
    client,
    "SELECT extract(epoch FROM clock_timestamp()) * 1000 AS at, current_setting('TimeZone') AS zone",
  );
  const difference = Math.round(Number(at) - (before + Date.now()) / 2);
  const seconds = (Math.abs(difference) / 1000).toFixed(1);
  if (Math.abs(difference) > CLOCK_MAX_MS) {
    const way = difference > 0 ? "ahead of" : "behind";
    return [wrong(`The database's clock is ${seconds} s ${way} ours: let NTP set both.`)];
  }
  return [right(`The clocks agree to ${seconds} s; the database's time zone is ${zone}, which changes nothing.`)];
}

async function checkPrivileges(client: pg.Client): Promise<Finding[]> {
  const {
    user,
    super: isSuper,
    creates,
  } = await one(
    client,
    `SELECT current_user AS user, rolsuper AS super, has_schema_privilege(current_schema(), 'CREATE') AS creates
     FROM pg_roles WHERE rolname = current_user`,
  );
  const { tables } = await one(
    client,
    `SELECT string_agg(tablename, ', ' ORDER BY tablename) AS tables FROM pg_tables
     WHERE schemaname = current_schema()
       AND NOT has_table_privilege(format('%I.%I', schemaname, tablename), 'SELECT, INSERT, UPDATE, DELETE')`,
  );
  const findings: Finding[] = [];
  if (isSuper) findings.push(doubtful(`${user} may do everything in the database: give the store a role of its own.`));
  if (!creates) findings.push(doubtful(`${user} cannot change tables: run npm run db:migrate as their owner.`));
  if (tables) findings.push(wrong(`${user} cannot read and write ${tables}: grant it.`));
  return findings.length > 0 ? findings : [right(`${user} may do what the store and its migrations do, and no more.`)];
}

async function checkConnections(client: pg.Client, env: Env): Promise<Finding[]> {
  const { max } = await one(client, "SELECT current_setting('max_connections')::int AS max");
  const instances = Math.floor(Number(max) / env.DATABASE_POOL_SIZE);
  if (instances >= 2) return [];
  return [
    doubtful(
      `The database has ${max} connections, and each instance takes up to ${env.DATABASE_POOL_SIZE}: lower DATABASE_POOL_SIZE, raise max_connections, or put a pooler between.`,
    ),
  ];
}

function checkEncryption(client: pg.Client, url: string): Finding {
  const { connection } = client as unknown as { connection: { stream: { encrypted?: boolean } } };
  const { hostname, searchParams } = new URL(url);
  if (!connection.stream.encrypted) {
    if (isLocal(hostname)) return right("The connection to the database stays on this machine.");
    return doubtful(
      "The connection to the database is not encrypted: add ?sslmode=verify-full to DATABASE_URL, unless its network is yours alone.",
    );
  }
  if (searchParams.get("sslmode") === "no-verify") {
    return doubtful("Anybody could pass for the database: replace sslmode=no-verify by verify-full and sslrootcert.");
  }
  return right("The connection to the database is encrypted, and its certificate was checked.");
}

/**
 * Whether a pooler that changes servers between transactions knows what was prepared: another connection takes the server
 * away in between.
 */
async function checkPooler(client: pg.Client, env: Env, url: string): Promise<Finding[]> {
  const { pid } = await one(client, "SELECT pg_backend_pid() AS pid");
  if (pid === (client as unknown as { processID: number }).processID) return [];
  const named = { name: `doctor_${randomBytes(8).toString("hex")}`, text: "SELECT 1" };
  const other = new pg.Client(poolSettings(env, url));
  await other.connect();
  try {
    await client.query(named);
    await other.query("BEGIN");
    await other.query("SELECT 1");
    await client.query(named);
    return [right("There is a pooler in front of the database, and it knows prepared statements.")];
  } catch {
    if (!env.DATABASE_PREPARED_STATEMENTS) {
      return [
        right("There is a pooler in front of the database that knows no prepared statements, and none are used."),
      ];
    }
    return [
      wrong(
        "The pooler in front of the database knows no prepared statements: set max_prepared_statements in its settings (PgBouncer 1.21), or DATABASE_PREPARED_STATEMENTS=false.",
      ),
    ];
  } finally {
    await other.end();
  }
}
