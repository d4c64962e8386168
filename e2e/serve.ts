import { applyMigrations } from "@/lib/database/migrations";
import { openDatabase } from "@/lib/db";
import { seed } from "@/prisma/seed";
import { seedTestShoppers } from "@/prisma/test-shoppers";
import { SHOPPERS } from "./shoppers";

/* The production server on a fresh database that has the journeys' customers. */

const { db, adapter } = await openDatabase();
await applyMigrations(adapter);
await seed(db);
if ((await db.customer.count({ where: { emailCanonical: { endsWith: "@test.example" } } })) === 0) {
  await seedTestShoppers(db, SHOPPERS);
}
await import("@/scripts/serve");
