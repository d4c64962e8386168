import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { Db } from "@/lib/platform/db";
import type { Env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";

/* Abuse limits, counted in the database so that all instances share the counts. */

const HOUR = 3600;
const DAY = 86_400;

type Limit = { points: number; windowSeconds: number };

function limitTable(env: Env) {
  return {
    /** Failed sign-ins of one account, however its name was written. */
    loginFailuresPerAccount: {
      points: env.LOGIN_FAILURES_PER_ACCOUNT,
      windowSeconds: env.LOGIN_FAILURES_WINDOW_SECONDS,
    },
    /** A repeated wrong password counts once: real clients repeat what failed. */
    sameWrongPassword: { points: 1, windowSeconds: env.LOGIN_FAILURES_WINDOW_SECONDS },
    /** High, since a storefront's server speaks for all of its shoppers. */
    loginAttemptsPerIp: {
      points: env.LOGIN_ATTEMPTS_PER_IP,
      windowSeconds: env.LOGIN_ATTEMPTS_PER_IP_WINDOW_SECONDS,
    },
    /** Messages to one number: so many at once, then a pause as long as the window. */
    smsBurstPerPhone: { points: env.SMS_BURST_PER_PHONE, windowSeconds: env.SMS_GAP_SECONDS },
    smsPerPhoneIn10Minutes: { points: env.SMS_PER_PHONE_10_MINUTES, windowSeconds: 600 },
    smsPerPhoneInHour: { points: env.SMS_PER_PHONE_HOUR, windowSeconds: HOUR },
    smsPerPhoneInDay: { points: env.SMS_PER_PHONE_DAY, windowSeconds: DAY },
    /** Messages that one signed-in customer causes, to whatever numbers. */
    smsPerAccountInHour: { points: env.SMS_PER_ACCOUNT_HOUR, windowSeconds: HOUR },
    /** Numbers that differ in their last four digits only: whoever sends to many is pumping. */
    smsPerBlockInHour: { points: env.SMS_PER_BLOCK_HOUR, windowSeconds: HOUR },
    /** Reaching it raises an alarm in the log. */
    smsInHour: { points: env.SMS_TOTAL_HOUR, windowSeconds: HOUR },
    /** Different wrong codes, across challenges, sessions and endpoints. */
    codeGuessesPerPhone: { points: env.CODE_GUESSES_PER_DAY, windowSeconds: DAY },
    codeGuessesPerAccount: { points: env.CODE_GUESSES_PER_DAY, windowSeconds: DAY },
    /** Sessions of guests. High, as above. */
    guestSessionsPerIp: { points: env.GUEST_SESSIONS_PER_IP_HOUR, windowSeconds: HOUR },
    signUpsPerIp: { points: env.SIGN_UPS_PER_IP_HOUR, windowSeconds: HOUR },
    mailsPerAddress: { points: env.MAILS_PER_ADDRESS_HOUR, windowSeconds: HOUR },
  } as const satisfies Record<string, Limit>;
}

export type LimitName = keyof ReturnType<typeof limitTable>;

export type TakenPoints = {
  left(name: LimitName): number;
  /** Seconds until each limit has a point left. */
  secondsToNext(): number;
  refund(): Promise<void>;
};

/** Keys name a subject (account id, address) and must not carry personal data in the clear. */
export type Limits = {
  /** Takes one point. @throws AppError `throttled` with the seconds to wait when none is left */
  consume(name: LimitName, key: string): Promise<void>;
  /** Takes one point of each, or none at all. @throws AppError `throttled`, naming the limit in `values.limit` */
  consumeAll(points: readonly (readonly [name: LimitName, key: string])[]): Promise<TakenPoints>;
  /** Takes no point. @throws AppError `throttled` when one of them has none left */
  assertLeft(points: readonly (readonly [name: LimitName, key: string])[]): Promise<void>;
  /** Lets nobody take a point for a whole window from now. */
  pause(name: LimitName, key: string): Promise<void>;
  tryConsume(name: LimitName, key: string): Promise<boolean>;
  refund(name: LimitName, key: string): Promise<void>;
  reset(name: LimitName, key: string): Promise<void>;
};

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
  const secondsToNext = ({ msBeforeNext }: RateLimiterRes) => Math.max(1, Math.ceil(msBeforeNext / 1000));
  const throttled = (name: LimitName, result: RateLimiterRes) => {
    const seconds = secondsToNext(result);
    return new AppError("throttled", { values: { seconds, limit: name }, retryAfterSeconds: seconds });
  };
  const consume = async (name: LimitName, key: string): Promise<{ left: number; secondsToNext: number }> => {
    const result = await attempt(name, key);
    const left = limiter(name).points - result.consumedPoints;
    if (left < 0) throw throttled(name, result);
    return { left, secondsToNext: left === 0 ? secondsToNext(result) : 0 };
  };
  // Never below zero: the count may have been reset meanwhile.
  const refund = async (name: LimitName, key: string): Promise<void> => {
    await db.rateLimit.updateMany({
      where: { key: `${name}:${key}`, points: { gt: 0 } },
      data: { points: { decrement: 1 } },
    });
  };
  return {
    consume: async (name, key) => void (await consume(name, key)),
    async consumeAll(points) {
      const left = new Map<LimitName, number>();
      let seconds = 0;
      const tried: (readonly [LimitName, string])[] = [];
      const refundAll = async () => {
        for (const [name, key] of tried) await refund(name, key);
      };
      try {
        for (const [name, key] of points) {
          tried.push([name, key]);
          const point = await consume(name, key);
          left.set(name, point.left);
          seconds = Math.max(seconds, point.secondsToNext);
        }
      } catch (error) {
        if (error instanceof AppError) await refundAll();
        throw error;
      }
      return { left: (name) => left.get(name) ?? 0, secondsToNext: () => seconds, refund: refundAll };
    },
    async assertLeft(points) {
      for (const [name, key] of points) {
        const result = await limiter(name).get(key);
        if (result && result.consumedPoints >= limiter(name).points) throw throttled(name, result);
      }
    },
    pause: async (name, key) => void (await limiter(name).block(key, limiter(name).duration)),
    async tryConsume(name, key) {
      const result = await attempt(name, key);
      return result.consumedPoints <= limiter(name).points;
    },
    refund,
    reset: async (name, key) => void (await limiter(name).delete(key)),
  };
}
