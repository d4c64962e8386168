import { EnvError, getEnv } from "@/lib/platform/env";

/* Says what is wrong with the environment before anything is built on it. */

try {
  getEnv();
} catch (error) {
  if (!(error instanceof EnvError)) throw error;
  console.error(error.message);
  process.exit(1);
}
