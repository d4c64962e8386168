import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applyMigrations, diffSchema } from "@/lib/platform/database/migrations";

const FOLDER = "prisma/migrations";
const committed = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

let pglite: PGlite;
let applied: string[];
beforeAll(async () => {
  pglite = await PGlite.create();
  applied = await applyMigrations(new PrismaPGlite(pglite));
});
afterAll(() => pglite.close());

describe("the committed migrations", () => {
  test("are all applied to an empty database, oldest first, and not a second time", async () => {
    expect(committed.length).toBeGreaterThan(0);
    expect(applied).toEqual(committed);
    expect(await applyMigrations(new PrismaPGlite(pglite))).toEqual([]);
  });

  test("leave the rows that Prisma's own tool reads: name, checksum, finished", async () => {
    const { rows } = await pglite.query<Record<string, unknown>>(
      "SELECT migration_name, checksum, finished_at, rolled_back_at, applied_steps_count FROM _prisma_migrations ORDER BY 1",
    );
    expect(rows).toEqual(
      committed.map((name) => ({
        migration_name: name,
        checksum: createHash("sha256")
          .update(readFileSync(`${FOLDER}/${name}/migration.sql`))
          .digest("hex"),
        finished_at: expect.any(Date),
        rolled_back_at: null,
        applied_steps_count: 1,
      })),
    );
  });

  test("are refused when one was edited after it had been applied", async () => {
    const [name = ""] = committed;
    const { rows } = await pglite.query<{ checksum: string }>(
      "SELECT checksum FROM _prisma_migrations WHERE migration_name = $1",
      [name],
    );
    const setChecksum = (checksum: string | undefined) =>
      pglite.query("UPDATE _prisma_migrations SET checksum = $2 WHERE migration_name = $1", [name, checksum]);
    await setChecksum("0".repeat(64));
    await expect(applyMigrations(new PrismaPGlite(pglite))).rejects.toThrow(name);
    await setChecksum(rows[0]?.checksum);
  });

  // On PostgreSQL the engine splits a script at every semicolon.
  test("have no semicolon in a comment", () => {
    for (const name of committed) {
      expect(readFileSync(`${FOLDER}/${name}/migration.sql`, "utf8")).not.toMatch(/^\s*--.*;/m);
    }
  });

  // The engine makes a second database for it, which takes seconds on a busy machine.
  test("agree with schema.prisma", async () => {
    expect(await diffSchema(new PrismaPGlite(pglite))).toBe("");
  }, 60_000);
});
