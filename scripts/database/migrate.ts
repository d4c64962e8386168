import { applyMigrations } from "@/lib/platform/database/migrations";
import { closeDatabase, openDatabase } from "@/lib/platform/db";

/* `npm run db:migrate`: brings the configured database up to date. */

const { migrationTarget } = await openDatabase();
const applied = await applyMigrations(migrationTarget);
console.log(applied.length > 0 ? `Applied ${applied.join(", ")}.` : "The database is up to date.");
await closeDatabase();
