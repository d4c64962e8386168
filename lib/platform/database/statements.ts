import type { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { readAgain, writeAgain } from "@/lib/platform/database/transact";
import type { StatementWatch } from "@/lib/platform/database/watched-adapter";

/*
 * What most requests ask, past Prisma's query engine: single statements of plain SQL outside of transactions, by the
 * connections that Prisma has, to rows as Prisma reads them.
 */

type Scalar = string | number | bigint | boolean | Date | null;
export type StatementValue = Scalar | readonly Scalar[];

/** @param sql with its columns named as in `Row` */
export type RunStatement = <Row>(sql: string, values: readonly StatementValue[]) => Promise<Row[]>;

export type Statements = {
  /** Reads, and again when the connection was lost. */
  readRows: RunStatement;
  /** Changes something, and answers what RETURNING names; again when another change met it. */
  writeRows: RunStatement;
};

/** A session's time zone counts for nothing in Prisma's reading and writing, nor may it here. */
const toDate = (text: string) => new Date(`${text.slice(0, 10)}T${text.slice(11).replace(/[+-]\d\d(?::\d\d)?$/, "")}Z`);
const toInstantText = (date: Date) => date.toISOString().slice(0, -1);

const { builtins } = pg.types;
/** Of other types the text is the value. */
const PARSERS: Record<number, (text: string) => unknown> = {
  [builtins.BOOL]: (text) => text === "t",
  [builtins.DATE]: (text) => new Date(`${text}T00:00:00Z`),
  [builtins.INT4]: Number,
  [builtins.INT8]: BigInt,
  [builtins.JSON]: (text) => JSON.parse(text),
  [builtins.TIMESTAMPTZ]: toDate,
  /** Of texts. */
  1009: pg.types.getTypeParser(1009 as number) as (text: string) => string[],
};
const asText = (text: string) => text;
const types = { getTypeParser: (oid: number) => PARSERS[oid] ?? asText } as pg.CustomTypesConfig;

/** @param name of a statement, empty for one that must not be prepared @param watch told of every statement */
export function statementsByPool(pool: pg.Pool, name: (sql: string) => string, watch: StatementWatch): Statements {
  return statementsBy((sql, values) =>
    watch(sql, async () => (await pool.query({ name: name(sql), text: sql, values, types })).rows),
  );
}

export function statementsByPglite(pglite: PGlite, watch: StatementWatch): Statements {
  return statementsBy((sql, values) =>
    watch(sql, async () => (await pglite.query(sql, values, { parsers: PARSERS })).rows),
  );
}

function statementsBy(run: (sql: string, values: unknown[]) => Promise<unknown[]>): Statements {
  const runTyped = (sql: string, values: readonly StatementValue[]) =>
    run(
      sql,
      values.map((value) => (value instanceof Date ? toInstantText(value) : value)),
    );
  return {
    readRows: <Row>(...statement: Parameters<RunStatement>) =>
      readAgain(() => runTyped(...statement)) as Promise<Row[]>,
    writeRows: <Row>(...statement: Parameters<RunStatement>) =>
      writeAgain(() => runTyped(...statement)) as Promise<Row[]>,
  };
}

/**
 * `ANY` of a list whose length PostgreSQL does not look at. For a short list that it sees, a plan for the values at hand
 * seems cheaper than one for all values, and so it plans the statement anew each time.
 * @param texts the parameter
 */
export function anyOf(texts: string): string {
  return `ANY ((SELECT ${texts}::text[])::text[])`;
}

/**
 * A column that fails its statement, and so undoes it, unless the condition holds: others may change something between
 * its steps. The server logs each failure, so a statement asks first for what it can know.
 */
export function wholeIf(condition: string): string {
  return `(CASE WHEN ${condition} THEN '1' ELSE 'undone: others were faster' END)::int AS "isWhole"`;
}

/** PostgreSQL's code (appendix A) for a text that is no number. */
const NO_NUMBER = "22P02";

/** Whether a statement has failed by wholeIf. */
export function isUndone(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === NO_NUMBER;
}
