import { applyMigrations } from "@/lib/platform/database/migrations";
import { closeDatabase, openDatabase } from "@/lib/platform/db";
import { getEnv } from "@/lib/platform/env";
import { seed } from "@/prisma/seed";

/* `npm run db:seed`: adds the demo's people and segments where they are missing. Never in production. */

if (getEnv().APP_MODE === "production") {
  console.error("The demo accounts have a public password: production must not have them.");
  process.exit(1);
}
const { db, migrationTarget } = await openDatabase();
await applyMigrations(migrationTarget);
await seed(db);
await closeDatabase();
console.log("The demo's people, segments and price lists are in place.");
