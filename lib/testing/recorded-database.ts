import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { type Db, postgresClient } from "@/lib/platform/db";
import { databaseUrl, query } from "@/lib/testing/database-template";

/** What was asked of the database, by its text, with the values of the first time. */
export type Statements = Map<string, readonly unknown[]>;

export type RecordedDatabase = {
  db: Db;
  /** Grows with each new statement. */
  statements: Statements;
  /** Every statement in the order in which they were sent, those that begin and end transactions too. */
  sent: string[];
  /** The same database, unrecorded. */
  client: pg.Client;
  close(): Promise<void>;
};

/** A migrated database of its own on the tests' PostgreSQL server. */
export async function openRecordedDatabase(): Promise<RecordedDatabase> {
  const template = inject("databaseTemplate");
  if (template.kind !== "postgres") throw new Error("Plans are PostgreSQL's.");
  // Dropped with the run's other databases, by its name.
  const name = `${template.name}_${randomBytes(4).toString("hex")}`;
  await query(template.url, `CREATE DATABASE ${name} TEMPLATE ${template.name}`);
  const connectionString = databaseUrl(template.url, name);
  const client = new pg.Client({ connectionString });
  await client.connect();
  const statements: Statements = new Map();
  const sent: string[] = [];
  const pool = new pg.Pool({ connectionString, max: 5 });
  pool.on("connect", (connection) => record(connection, statements, sent));
  const db = postgresClient(pool);
  return {
    db,
    statements,
    sent,
    client,
    async close() {
      await db.$disconnect();
      await client.end();
    },
  };
}

function record(connection: pg.PoolClient, statements: Statements, sent: string[]): void {
  const ask = connection.query.bind(connection) as (...all: unknown[]) => unknown;
  Object.assign(connection, {
    query(config: unknown, ...rest: unknown[]) {
      const { text, values = [] } = (typeof config === "string" ? { text: config } : config) as pg.QueryConfig;
      sent.push(text);
      if (/^\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH)\b/i.test(text) && !statements.has(text))
        statements.set(text, values);
      return ask(config, ...rest);
    },
  });
}

/** A node of EXPLAIN's tree, as far as tests look at it. */
type PlanNode = {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Index Cond"?: string;
  "Conflict Arbiter Indexes"?: string[];
  Plans?: PlanNode[];
};

/** How a statement reads: its indexes, and the tables that it goes through from one end to the other. */
export type Reading = { indexes: string[]; whole: string[] };

type Statement = readonly [text: string, values: readonly unknown[]];

/** @param mode as PostgreSQL plans for these values, or once for all values, as it does for a prepared statement */
export async function explain(
  client: pg.Client,
  statement: Statement,
  mode: "force_custom_plan" | "force_generic_plan",
): Promise<Reading> {
  return withPrepared(client, statement, mode, async (execute) => {
    const { rows } = await client.query(`EXPLAIN (FORMAT JSON) ${execute}`);
    const nodes = [...nodesOf(rows[0]["QUERY PLAN"][0].Plan)];
    const indexes = nodes.flatMap((node) => [node["Index Name"] ?? [], node["Conflict Arbiter Indexes"] ?? []].flat());
    const whole = nodes.filter(isWhole).map((node) => node["Relation Name"] ?? "");
    return { indexes: [...new Set(indexes)], whole: [...new Set(whole)] };
  });
}

/** After so many times PostgreSQL decides whether one plan is good enough for all values. */
const DECIDED_AFTER = 5;

/** Whether PostgreSQL plans a prepared statement once, rather than each time for the values at hand. */
export async function isPlannedOnce(client: pg.Client, statement: Statement): Promise<boolean> {
  return withPrepared(client, statement, "auto", async (execute) => {
    for (let times = 0; times <= DECIDED_AFTER; times++) await client.query(`EXPLAIN ${execute}`);
    const { rows } = await client.query("SELECT generic_plans FROM pg_prepared_statements WHERE name = 'asked'");
    return Number(rows[0].generic_plans) > 0;
  });
}

async function withPrepared<Result>(
  client: pg.Client,
  [text, values]: Statement,
  mode: string,
  work: (execute: string) => Promise<Result>,
): Promise<Result> {
  await client.query(`SET plan_cache_mode = ${mode}`);
  await client.query(`PREPARE asked AS ${text}`);
  try {
    const list = values.map((value) => literal(value)).join(", ");
    return await work(`EXECUTE asked${list && `(${list})`}`);
  } finally {
    await client.query("DEALLOCATE asked");
  }
}

function* nodesOf(node: PlanNode): Generator<PlanNode> {
  yield node;
  for (const inner of node.Plans ?? []) yield* nodesOf(inner);
}

/** An index without a condition is gone through as a table is. */
function isWhole(node: PlanNode): boolean {
  const type = node["Node Type"];
  return type === "Seq Scan" || (/^Index (?:Only )?Scan/.test(type) && node["Index Cond"] === undefined);
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return "NULL";
  if (value instanceof Date) return pg.escapeLiteral(value.toISOString());
  if (Buffer.isBuffer(value) || value instanceof Uint8Array) return `'\\x${Buffer.from(value).toString("hex")}'`;
  if (!Array.isArray(value)) return pg.escapeLiteral(String(value));
  const items = value.map((item) => (item === null ? "NULL" : JSON.stringify(String(item))));
  return pg.escapeLiteral(`{${items.join(",")}}`);
}
