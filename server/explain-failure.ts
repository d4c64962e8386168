import { FolderLockedError } from "@/lib/platform/database/folder-lock";
import { MigrationError } from "@/lib/platform/database/migrations";
import { EnvError, getEnv } from "@/lib/platform/env";
import { ShopConfigError } from "@/lib/platform/shop/config";

/** One sentence that tells the person what to do; anything unforeseen keeps its trace. */
export function explainFailure(error: unknown): string {
  const isExplained = [EnvError, MigrationError, ShopConfigError].some((kind) => error instanceof kind);
  if (isExplained) return (error as Error).message;
  if (error instanceof FolderLockedError) {
    return `Another process uses the database in ${error.folder}: stop it, or set EMBEDDED_DATABASE_DIR to another folder.`;
  }
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") {
    const { PORT, METRICS_PORT } = getEnv();
    if (error instanceof Error && "port" in error && error.port === METRICS_PORT && METRICS_PORT !== PORT) {
      return `Port ${METRICS_PORT} is in use: stop what uses it, or set METRICS_PORT to another.`;
    }
    return `Port ${PORT} is in use: stop what uses it, or start with PORT=3001 npm start.`;
  }
  if (code === "EACCES" && error instanceof Error && "port" in error) {
    return `Not allowed to listen on port ${error.port}: choose one above 1023, or grant the process CAP_NET_BIND_SERVICE.`;
  }
  if (code === "EACCES" || code === "EROFS" || code === "EPERM") {
    const place = error instanceof Error && "path" in error ? error.path : getEnv().EMBEDDED_DATABASE_DIR;
    return `Cannot write to ${place}: make the folder writable, or set EMBEDDED_DATABASE_DIR and STORAGE_DIR to folders that are.`;
  }
  if (code === "ECONNREFUSED" || code === "ENOTFOUND" || code === "P1001") {
    return "PostgreSQL does not answer at DATABASE_URL: start it, or correct the address.";
  }
  if (code === "P2021" || code === "P2022") {
    return "The database is not up to date: run npm run db:migrate, or start the store once.";
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
