import { applyMigrations } from "@/lib/platform/database/migrations";
import { openDatabase } from "@/lib/platform/db";
import { seed } from "@/prisma/seed";
import { seedTestShoppers } from "@/prisma/test-shoppers";
import { explainFailure } from "@/server/explain-failure";
import { SHOPPERS } from "./shoppers";

/* The production server, bundled like it, on a database that has the journeys' customers. */

try {
  const { db, adapter } = await openDatabase();
  await applyMigrations(adapter);
  await seed(db);
  await seedTestShoppers(db, SHOPPERS);
} catch (error) {
  console.error(explainFailure(error));
  process.exit(1);
}
await import("@/server/main");
