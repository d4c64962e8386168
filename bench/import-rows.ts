import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Client } from "pg";
import { startPostgres } from "@/scripts/postgres.mjs";

/*
 * `node scripts/run.mjs bench/import-rows.ts [--rows 1000000] [--only-dry-run | --without-dry-run] [--no-events]`: how long
 * customers take to move in, and how much memory, on a PostgreSQL that waits for its disk. The import is killed half-way and
 * run again; then each row must be there once, and told of once (docs/moving-in.md).
 */

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "1000000" },
    "only-dry-run": { type: "boolean", default: false },
    "without-dry-run": { type: "boolean", default: false },
    "no-events": { type: "boolean", default: false },
  },
});
const ROWS = Number(values.rows);
/** One in so many is refused. */
const ODD = 1000;
const SEGMENTS = 20;
const COLUMNS = [
  ...["external_id", "email", "email_verified", "phone", "phone_verified", "password_hash", "first_name", "last_name"],
  ...[
    "gender",
    "date_of_birth",
    "language_code",
    "date_joined",
    "attributes",
    "consents",
    "segments",
    "active_segment",
  ],
  ...["loyalty_account", "loyalty_points"],
];
const HASH = "pbkdf2_sha256$1000000$DKClzTU9sqhMQYUgDb60oR$DWlgZD/h3t7mPhKpZyHOBTnGL3w3RW1tarKhUUy3t/g=";

const folder = mkdtempSync(path.join(tmpdir(), "storefront-import-"));
const postgres = await startPostgres({ durable: true });
if (!postgres) throw new Error("PostgreSQL is not installed.");
const environment = {
  ...process.env,
  APP_MODE: "production",
  APP_URL: "https://shop.test",
  APP_SECRET: randomBytes(32).toString("hex"),
  DATABASE_URL: postgres.url,
  SMS_PROVIDER: "none",
  MAIL_PROVIDER: "none",
  LOG_LEVEL: "warn",
};
try {
  await measure(postgres.url);
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true });
}

async function measure(databaseUrl: string): Promise<void> {
  const file = path.join(folder, "customers.csv");
  await writeRows(file);
  await run(["scripts/database/migrate.ts"]).done;
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`
    INSERT INTO price_list (id, name, code, currency) VALUES (1, 'All', 'all', 'try');
    INSERT INTO segment (id, name, price_list_id) SELECT i, 'Segment ' || i, 1 FROM generate_series(1, ${SEGMENTS}) i;
    INSERT INTO setting (name, value) VALUES ('CUSTOMER_LOYALTY_CARD_SERVICE', '{"provider":"embedded"}')`);
  const report = path.join(folder, "report.jsonl");
  const imports = (...words: string[]) =>
    run(["scripts/admin.ts", "import", "customers", file, "--report", report, ...words]);
  const silence = values["no-events"] ? ["--no-events"] : [];
  const count = async (table: string) => Number((await client.query(`SELECT count(*) FROM ${table}`)).rows[0].count);

  const tried = values["without-dry-run"] ? null : await imports("--dry-run").done;
  if (values["only-dry-run"]) {
    console.table({ "dry run": tried });
    return client.end();
  }
  const first = imports(...silence);
  while ((await count("moved_in_customer")) < ROWS / 2) await setTimeout(2000);
  first.child.kill("SIGKILL");
  const killed = await first.done;
  const atKill = await count("customer");
  const resumed = await imports(...silence).done;
  const expected = ROWS - ROWS / ODD;
  const found = {
    customers: await count("customer"),
    members: await count("loyalty_member"),
    entries: await count("loyalty_entry"),
    told: await count("webhook_event WHERE type = 'customer.created'"),
    events: await count("webhook_event"),
  };
  const ledgers = await count("consent_event");
  const again = await imports(...silence).done;
  console.table({
    ...(tried && { "dry run": tried }),
    "killed half-way": killed,
    "run again": resumed,
    "once more": again,
  });
  console.log(
    JSON.stringify({ rows: ROWS, expected, atKill, ...found, consents: ledgers, reported: await countLines(report) }),
  );
  const told = values["no-events"] ? 0 : expected;
  if (
    found.customers !== expected ||
    found.told !== told ||
    ledgers !== 2 * expected ||
    found.members !== ROWS / 2 - ROWS / ODD
  )
    process.exitCode = 1;
  await client.end();
}

function run(words: string[]): {
  child: ChildProcess;
  done: Promise<{ seconds: number; peakMb: number; says: string }>;
} {
  const started = performance.now();
  const child = spawn(process.execPath, ["--import", "tsx", ...words], {
    env: environment,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let says = "";
  child.stdout?.on("data", (text) => {
    says += text;
  });
  const done = async () => {
    let peakMb = 0;
    while (child.exitCode === null && child.signalCode === null) {
      peakMb = Math.max(peakMb, residentMb(child.pid));
      await setTimeout(200);
    }
    return { seconds: Math.round((performance.now() - started) / 1000), peakMb, says: says.trim() };
  };
  return { child, done: done() };
}

/** The most that it has ever had, as Linux counts. */
function residentMb(pid: number | undefined): number {
  try {
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}

async function writeRows(file: string): Promise<void> {
  const stream = createWriteStream(file);
  stream.write(`${COLUMNS.join(",")}\n`);
  for (let number = 1; number <= ROWS; number++) {
    if (!stream.write(`${rowOf(number).map(cellOf).join(",")}\n`)) await once(stream, "drain");
  }
  stream.end();
  await once(stream, "finish");
}

function rowOf(number: number): (string | number)[] {
  const phone = `+9053${String(number).padStart(8, "0")}`;
  const consents = [
    { channel: "email", value: true, at: "2021-05-01T09:00:00Z", wording: "2021-05", source: "registration" },
    { channel: "sms", value: number % 3 > 0, at: "2022-01-01T09:00:00Z", wording: "2021-05", source: "profile" },
  ];
  const segment = 1 + (number % SEGMENTS);
  const isMember = number % 2 === 0;
  return [
    ...[`C${number}`, `shopper${number}@example.com`, number % 4 > 0 ? "true" : "false", phone, "true", HASH],
    ...["Jane", "Doe", number % ODD === 0 ? "robot" : "female", "1990-01-01", "tr", "2020-01-31 09:00:00+00"],
    ...['{"shoe_size": 42}', JSON.stringify(consents), `${segment} ${1 + ((number + 1) % SEGMENTS)}`, segment],
    ...[isMember ? `M${number}` : "", isMember ? number % 900 : ""],
  ];
}

function cellOf(value: string | number): string {
  return /[",]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
}

async function countLines(file: string): Promise<number> {
  let lines = 0;
  for await (const _line of createInterface({ input: createReadStream(file) })) lines++;
  return lines;
}
