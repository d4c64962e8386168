import { beforeAll, expect, test } from "vitest";
import type { Db } from "@/lib/platform/db";
import { openShop } from "@/lib/testing/shop";

let db: Db;
beforeAll(async () => {
  ({ db } = await openShop());
});

/** Those that number by 32 bits, and why 2,147,483,647 are enough. */
const NARROW = {
  "admin_key.id": "written by the shop's staff",
  "customer.id": "an account is inserted once a message has proved its number: 21 for each of 100 million customers",
  "price_list.id": "written by the shop's staff",
  "segment.id": "written by the shop's staff",
  "webhook_endpoint.id": "written by the shop's staff",
};

test("whatever grows with use is numbered by 64 bits, columns and sequences alike", async () => {
  const numbered = await db.$queryRawUnsafe<{ column: string; isWide: boolean }[]>(`
    SELECT owner.relname || '.' || attribute.attname AS "column",
      attribute.atttypid = 'bigint'::regtype AND sequence.seqtypid = 'bigint'::regtype AS "isWide"
    FROM pg_sequence sequence
    JOIN pg_depend owned ON owned.classid = 'pg_class'::regclass AND owned.objid = sequence.seqrelid
      AND owned.refclassid = 'pg_class'::regclass AND owned.deptype IN ('a', 'i')
    JOIN pg_class owner ON owner.oid = owned.refobjid AND owner.relnamespace = 'public'::regnamespace
    JOIN pg_attribute attribute ON attribute.attrelid = owned.refobjid AND attribute.attnum = owned.refobjsubid
    ORDER BY 1`);
  expect(numbered.length).toBeGreaterThan(10);
  expect(numbered.filter(({ isWide }) => !isWide).map(({ column }) => column)).toEqual(Object.keys(NARROW));
});

test("no other column is a narrow id: each names a customer or what the staff writes, or counts", async () => {
  const narrow = await db.$queryRawUnsafe<{ column: string; target: string | null }[]>(`
    SELECT source.relname || '.' || attribute.attname AS "column", target.relname AS target
    FROM pg_attribute attribute
    JOIN pg_class source ON source.oid = attribute.attrelid AND source.relkind = 'r'
      AND source.relnamespace = 'public'::regnamespace
    LEFT JOIN pg_constraint reference ON reference.contype = 'f' AND reference.conrelid = source.oid
      AND reference.conkey = ARRAY[attribute.attnum]
    LEFT JOIN pg_class target ON target.oid = reference.confrelid
    WHERE attribute.atttypid = 'integer'::regtype AND attribute.attnum > 0
      AND (attribute.attname LIKE '%\\_id' OR reference.oid IS NOT NULL)`);
  expect(narrow.length).toBeGreaterThan(5);
  // Events outlive their customers.
  const known = / → (customer|price_list|segment|webhook_endpoint|admin_key)$|^webhook_\w+\.customer_id → null$/;
  for (const { column, target } of narrow) expect(`${column} → ${target}`).toMatch(known);
});
