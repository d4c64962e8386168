import { getEnv } from "@/lib/platform/env";
import { isOwnServer } from "@/lib/platform/own-server";

/** Called by Next before it answers anybody, whoever started it. */
export function register(): void {
  if (isOwnServer() || getEnv().APP_MODE !== "production") return;
  console.error(
    "\n`next start` would believe every X-Forwarded-For, bound nothing and run no jobs: start production by `npm start`.\n",
  );
  process.exit(1);
}
