import { applyMigrations } from "@/lib/platform/database/migrations";
import { closeDatabase, openDatabase } from "@/lib/platform/db";

/* `npm run db:migrate`: brings the configured database up to date. */

const { adapter } = await openDatabase();
const applied = await applyMigrations(adapter);
console.log(applied.length > 0 ? `Applied ${applied.join(", ")}.` : "The database is up to date.");
await closeDatabase();
