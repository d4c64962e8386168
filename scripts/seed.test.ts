import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, expect, test } from "vitest";
import { runScript } from "@/lib/testing/run-script";

/* The demo's seed runs at every start, whatever people have done to its customers. */

const folder = mkdtempSync(path.join(tmpdir(), "storefront-seed-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("seeds again after a demo customer changed their address and left the programme", async () => {
  expect((await seed()).code).toBe(0);
  await change("UPDATE customer SET email = 'j@x.example', email_canonical = 'j@x.example' WHERE id = 1234");
  await change("DELETE FROM loyalty_card WHERE customer_id = 1234");
  expect((await seed()).code).toBe(0);
  expect(await change("SELECT email FROM customer WHERE id = 1234")).toEqual([{ email: "j@x.example" }]);
  expect(await change("SELECT id FROM customer WHERE email_canonical = 'john.doe@example.com'")).toEqual([]);
}, 120_000);

function seed() {
  return runScript("scripts/database/seed.ts", [], { EMBEDDED_DATABASE_DIR: folder });
}

async function change(sql: string): Promise<unknown[]> {
  const database = await PGlite.create(`${folder}/files`);
  const { rows } = await database.query(sql);
  await database.close();
  return rows;
}
