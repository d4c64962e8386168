import pg from "pg";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { describeOnce } from "@/lib/platform/database/described-once";
import { onPostgres, openShop } from "@/lib/testing/shop";

describe.runIf(onPostgres())("a connection that describes statements once", () => {
  let client: pg.Client;
  /** How often PostgreSQL has told columns. */
  let told: number;

  beforeEach(async () => {
    const { env } = await openShop();
    client = new pg.Client({ connectionString: env.DATABASE_URL });
    await client.connect();
    onTestFinished(() => client.end());
    await client.query("CREATE TEMPORARY TABLE thing (id INT, name TEXT)");
    told = 0;
    const described = client.connection.describe.bind(client.connection);
    client.connection.describe = (...wanted) => {
      told++;
      described(...wanted);
    };
    describeOnce(client);
  });

  const rowsOf = async (statement: pg.QueryConfig | string) => (await client.query(statement)).rows;

  test("reads the rows of a prepared statement the same each time, and has it described the first", async () => {
    const statement = (value: number) => ({ name: "a", text: "SELECT $1::int AS one, now() AS at", values: [value] });
    for (const value of [1, 2, 3])
      expect(await rowsOf(statement(value))).toMatchObject([{ one: value, at: expect.any(Date) }]);
    expect(told).toBe(1);
  });

  test("takes each statement for itself, whatever is asked in between", async () => {
    const one = { name: "one", text: "SELECT 1 AS one", values: [] };
    const two = { name: "two", text: "SELECT 'x' AS two, 2 AS three", values: [] };
    const none = { name: "none", text: "INSERT INTO thing VALUES (1, 'a')", values: [] };
    for (let turn = 0; turn < 3; turn++) {
      expect(await rowsOf(one)).toEqual([{ one: 1 }]);
      expect(await rowsOf("SELECT 4 AS four")).toEqual([{ four: 4 }]);
      expect(await rowsOf(none)).toEqual([]);
      expect(await rowsOf({ text: "SELECT $1::int AS five", values: [5] })).toEqual([{ five: 5 }]);
      expect(await rowsOf(two)).toEqual([{ two: "x", three: 2 }]);
      await expect(client.query({ name: "bad", text: "SELECT 1 / $1::int AS bad", values: [0] })).rejects.toThrow(
        "zero",
      );
      expect(await rowsOf("SELECT 6 AS six")).toEqual([{ six: 6 }]);
    }
    expect(await rowsOf({ name: "bad", text: "SELECT 1 / $1::int AS bad", values: [1] })).toEqual([{ bad: 1 }]);
    expect((await client.query(none)).rowCount).toBe(1);
  });

  test("is told by PostgreSQL when a statement's columns are others now", async () => {
    const statement = { name: "all", text: "SELECT * FROM thing", values: [] };
    await client.query("INSERT INTO thing VALUES (1, 'a')");
    expect(await rowsOf(statement)).toEqual([{ id: 1, name: "a" }]);
    await client.query("ALTER TABLE thing ADD COLUMN size INT");
    await expect(client.query(statement)).rejects.toThrow("cached plan must not change result type");
  });
});
