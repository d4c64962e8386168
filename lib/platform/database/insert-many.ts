import type { DbTransaction } from "@/lib/platform/db";

/**
 * Inserts rows by one statement whose text does not depend on how many they are: PostgreSQL plans it once, and there is
 * one parameter however many columns they have.
 * @param table its name in the database
 * @param types the SQL type of each field, whose column has the same name in snake case; what is left out has its default
 * @param returning fields of the new rows @returns those fields, in no order
 */
export async function insertMany<Row extends object, Returned extends object = never>(
  db: DbTransaction,
  table: string,
  types: { [Field in keyof Row]: string },
  rows: readonly Row[],
  returning: readonly (keyof Returned & string)[] = [],
): Promise<Returned[]> {
  if (rows.length === 0) return [];
  const fields = Object.keys(types) as (keyof Row & string)[];
  const columns = fields.map((field) => `${columnOf(field)}`).join(", ");
  const definitions = fields.map((field) => `${columnOf(field)} ${types[field]}`).join(", ");
  const answer = returning.map((field) => `${columnOf(field)} AS "${field}"`).join(", ");
  const sql = `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_to_recordset($1::json) AS new(${definitions})`;
  const data = JSON.stringify(
    rows.map((row) => Object.fromEntries(fields.map((field) => [columnOf(field), row[field]]))),
  );
  if (answer === "") {
    await db.$executeRawUnsafe(sql, data);
    return [];
  }
  return db.$queryRawUnsafe<Returned[]>(`${sql} RETURNING ${answer}`, data);
}

function columnOf(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
