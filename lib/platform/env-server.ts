import { z } from "zod";
import { count, listOf } from "@/lib/platform/env-values";

/* What a process does, how much of it at once, and how it stops; `.env.example` explains each variable. */

type ServerRole = "api" | "pages" | "jobs";

export const serverVariables = {
  HOST: z.string().optional(),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** What this process does; the rest is for others. */
  SERVER_ROLES: z
    .string()
    .regex(/^(?:api|pages|jobs)(?:, ?(?:api|pages|jobs))*$/, "must be some of api, pages and jobs, as api,jobs")
    .transform((text) => listOf(text) as ServerRole[])
    .default(["api", "pages", "jobs"]),
  /** Processes behind the port. */
  WEB_CONCURRENCY: z.coerce.number().int().min(1).max(128).default(1),
  API_IN_FLIGHT_MAX: z.coerce.number().int().min(1).max(10_000).default(100),
  PAGES_IN_FLIGHT_MAX: z.coerce.number().int().min(1).max(10_000).default(8),
  FILES_IN_FLIGHT_MAX: z.coerce.number().int().min(1).max(10_000).default(500),
  REQUEST_WAIT_MS: z.coerce.number().int().min(0).max(60_000).optional(),
  PASSWORD_WAIT_MAX_MS: count(1000, 600_000),
  /** 0 for no bound. */
  EVENT_LOOP_DELAY_MAX_MS: count(400, 60_000),
  /** How long a process that was told to stop goes on taking requests. */
  DRAIN_SECONDS: z.coerce.number().int().min(0).max(600).optional(),
  /** And then how long for its last answers: longer than any request takes. */
  SHUTDOWN_GRACE_SECONDS: count(40, 600),
};

type Variables = z.infer<z.ZodObject<typeof serverVariables>>;

export type ServerChoice = {
  /** How long a request beyond what is served at once may wait for its turn. */
  REQUEST_WAIT_MS: number;
  DRAIN_SECONDS: number;
};

/** Nothing balances the load of a demo, and on a laptop its first pages take their time. */
export function chooseServer(env: Variables, isProduction: boolean): ServerChoice {
  return {
    REQUEST_WAIT_MS: env.REQUEST_WAIT_MS ?? (isProduction ? 250 : 10_000),
    DRAIN_SECONDS: env.DRAIN_SECONDS ?? (isProduction ? 5 : 0),
  };
}

/** Why there cannot be several processes, one readable line each. */
export function serverProblems(env: Variables & { DATABASE_URL?: string | undefined }): string[] {
  if (env.WEB_CONCURRENCY === 1) return [];
  const problems: string[] = [];
  if (!env.DATABASE_URL) {
    problems.push(
      "WEB_CONCURRENCY: only one process can use the embedded database; set DATABASE_URL, or leave WEB_CONCURRENCY at 1",
    );
  }
  if (env.SERVER_ROLES.every((role) => role === "jobs")) {
    problems.push("WEB_CONCURRENCY: one process of a host runs jobs; leave it at 1 with SERVER_ROLES=jobs");
  }
  return problems;
}
