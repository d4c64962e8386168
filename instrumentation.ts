import type { Instrumentation } from "next";

/* What Next calls of its own accord. */

/** Before Next answers anybody: our own server has done all of this, `next start` knows no other place for it. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs" || process.env.NODE_ENV !== "production") return;
  const { isOwnServer } = await import("@/lib/platform/own-server");
  if (isOwnServer()) return;
  const { getEnv } = await import("@/lib/platform/env");
  if (getEnv().APP_MODE === "production") {
    console.error(
      "\n`next start` would believe every X-Forwarded-For, bound nothing and run no jobs: start production by `npm start`.\n",
    );
    process.exit(1);
  }
  const { sendConsoleToLog } = await import("@/lib/platform/console-log");
  sendConsoleToLog();
}

/** Next has printed the error by now, so there is nothing left but to count it. */
export const onRequestError: Instrumentation.onRequestError = async (_error, _request, { routePath }) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { getDeps } = await import("@/lib/deps");
  (await getDeps()).metrics.pageErrors.inc({ route: routePath });
};
