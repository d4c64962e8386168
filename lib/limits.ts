import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { Db } from "@/lib/db";
import type { Env } from "@/lib/env";
import { AppError } from "@/lib/errors";

/*
 * Abuse limits: one table of what is limited, counted in the database so that all instances share the counts.
 */

type Limit = { points: number; windowSeconds: number };

/** Every limit with its numbers, from the environment. */
function limitTable(env: Env) {
  return {
    /** Failed sign-ins of one account, however its name was written. */
    loginFailuresPerAccount: {
      points: env.LOGIN_FAILURES_PER_ACCOUNT,
      windowSeconds: env.LOGIN_FAILURES_WINDOW_SECONDS,
    },
    /** A wrong password that was tried before tells nothing new: it counts once (real clients repeat what failed). */
    sameWrongPassword: { points: 1, windowSeconds: env.LOGIN_FAILURES_WINDOW_SECONDS },
    /** Sign-ins from one address. High, since a storefront's server speaks for all of its shoppers. */
    loginAttemptsPerIp: {
      points: env.LOGIN_ATTEMPTS_PER_IP,
      windowSeconds: env.LOGIN_ATTEMPTS_PER_IP_WINDOW_SECONDS,
    },
  } as const satisfies Record<string, Limit>;
}

export type LimitName = keyof ReturnType<typeof limitTable>;

/** Counts against the limits. Keys name a subject (account id, address) and must not carry personal data in the clear. */
export type Limits = {
  /**
   * Takes one point.
   * @throws AppError `throttled` with the seconds to wait when none is left
   */
  consume(name: LimitName, key: string): Promise<void>;
  /** Takes one point and tells whether there was one left. */
  tryConsume(name: LimitName, key: string): Promise<boolean>;
  /** Gives one point back. */
  giveBack(name: LimitName, key: string): Promise<void>;
  /** Forgets what was counted. */
  reset(name: LimitName, key: string): Promise<void>;
};

/** Limits on the table `rate_limit`. */
export function createLimits(db: Db, env: Env): Limits {
  const storeClient = {
    query: async ({ text, values }: { text: string; values: unknown[] }) => {
      const rows = await db.$queryRawUnsafe<{ points: number; expire: bigint | null }[]>(text, ...values);
      return {
        rows: rows.map((row) => ({ ...row, expire: row.expire === null ? null : Number(row.expire) })),
        rowCount: rows.length,
      };
    },
  };
  const limiters = new Map<string, RateLimiterPostgres>();
  for (const [name, limit] of Object.entries(limitTable(env))) {
    limiters.set(
      name,
      new RateLimiterPostgres({
        storeClient,
        storeType: "client",
        tableName: "rate_limit",
        tableCreated: true,
        keyPrefix: name,
        points: limit.points,
        duration: limit.windowSeconds,
      }),
    );
  }
  const limiter = (name: LimitName) => limiters.get(name) as RateLimiterPostgres;
  const attempt = (name: LimitName, key: string) =>
    limiter(name)
      .consume(key)
      .catch((refusal: unknown) => {
        if (refusal instanceof RateLimiterRes) return refusal;
        throw refusal;
      });
  return {
    async consume(name, key) {
      const result = await attempt(name, key);
      if (result.consumedPoints > limiter(name).points) {
        const seconds = Math.max(1, Math.ceil(result.msBeforeNext / 1000));
        throw new AppError("throttled", { values: { seconds }, retryAfterSeconds: seconds });
      }
    },
    async tryConsume(name, key) {
      const result = await attempt(name, key);
      return result.consumedPoints <= limiter(name).points;
    },
    // Never below nothing: the count may have been forgotten meanwhile.
    giveBack: async (name, key) => {
      await db.rateLimit.updateMany({
        where: { key: `${name}:${key}`, points: { gt: 0 } },
        data: { points: { decrement: 1 } },
      });
    },
    reset: async (name, key) => void (await limiter(name).delete(key)),
  };
}
