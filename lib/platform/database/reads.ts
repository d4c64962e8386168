import type { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { readAgain } from "@/lib/platform/database/transact";

/*
 * Reads that most requests make, past Prisma's query engine: one statement of plain SQL, by the connections that Prisma
 * has, to rows as Prisma reads them.
 */

/** Reads rows outside of a transaction; again when the connection was lost. @param sql with its columns named as in `Row` */
export type ReadRows = <Row>(sql: string, values: readonly (string | number | readonly string[])[]) => Promise<Row[]>;

/** A session's time zone counts for nothing in Prisma's reading, nor may it here. */
const toDate = (text: string) => new Date(`${text.slice(0, 10)}T${text.slice(11).replace(/[+-]\d\d(?::\d\d)?$/, "")}Z`);

const { builtins } = pg.types;
const PARSERS: Record<number, (text: string) => unknown> = {
  [builtins.BOOL]: (text) => text === "t",
  [builtins.DATE]: (text) => new Date(`${text}T00:00:00Z`),
  [builtins.INT4]: Number,
  [builtins.INT8]: BigInt,
  [builtins.JSON]: (text) => JSON.parse(text),
  [builtins.TIMESTAMPTZ]: toDate,
};
const asText = (text: string) => text;
const types = { getTypeParser: (oid: number) => PARSERS[oid] ?? asText } as pg.CustomTypesConfig;

/** @param name of the statement, empty for one that must not be prepared @param watch told of every statement */
export function readByPool(
  pool: pg.Pool,
  name: (sql: string) => string,
  watch: <Result>(sql: string, work: () => Promise<Result>) => Promise<Result>,
): ReadRows {
  return (sql, values) => {
    const statement = { name: name(sql), text: sql, values: values as unknown[], types };
    return readAgain(() => watch(sql, async () => (await pool.query(statement)).rows));
  };
}

export function readByPglite(pglite: PGlite): ReadRows {
  return async <Row>(sql: string, values: readonly unknown[]) =>
    (await pglite.query<Row>(sql, [...values], { parsers: PARSERS })).rows;
}
