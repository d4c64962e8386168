import { expect } from "vitest";
import { EnvError, parseEnv } from "@/lib/platform/env";
import type { Source } from "@/lib/platform/env-files";

/* Environments, and what the store says of them. */

/** As much as production needs. */
export const production = {
  NODE_ENV: "production",
  DATABASE_URL: "postgresql://shop:secret@db:5432/shop",
  APP_URL: "https://shop.test",
  APP_SECRET: "f".repeat(64),
  SMS_PROVIDER: "none",
  MAIL_PROVIDER: "none",
};

export function problemsOf(source: Source): string[] {
  try {
    parseEnv(source);
  } catch (error) {
    if (error instanceof EnvError) return error.problems;
    throw error;
  }
  return [];
}

/** One problem, which names the variable and says what to do. */
export function expectProblem(source: Source, pattern: RegExp): void {
  expect(problemsOf(source)).toEqual([expect.stringMatching(pattern)]);
}
