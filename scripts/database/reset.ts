import { existsSync, rmSync } from "node:fs";
import { lockFolder } from "@/lib/platform/database/folder-lock";
import { getEnv } from "@/lib/platform/env";

/* `npm run db:reset`: removes the embedded database and its uploads. It never drops a PostgreSQL database. */

const env = getEnv();
if (env.DATABASE_URL || env.APP_MODE === "production") {
  console.error("Only the embedded demo database can be reset; drop a PostgreSQL database with its own tools.");
  process.exit(1);
}
if (existsSync(env.EMBEDDED_DATABASE_DIR)) {
  const unlock = await lockFolder(env.EMBEDDED_DATABASE_DIR);
  await unlock();
}
rmSync(env.EMBEDDED_DATABASE_DIR, { recursive: true, force: true });
rmSync(env.STORAGE_DIR, { recursive: true, force: true });
console.log("Removed. The next start creates a fresh demo store.");
