import { purge } from "@/lib/platform/database/purge";
import { anyOf, isUndone, wholeIf } from "@/lib/platform/database/statements";
import type { Db } from "@/lib/platform/db";
import type { Env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { findRequestScope } from "@/lib/platform/request-scope";
import { sign } from "@/lib/platform/secrets";

/*
 * Abuse limits, counted in the database so that all instances share the counts. A point is taken by one conditional
 * write: whoever is refused has taken none, so nothing has to be given back.
 */

const HOUR = 3600;
const DAY = 86_400;

type Limit = {
  points: number;
  windowSeconds: number;
  /** The last point starts the window anew: nobody gets another before that much time has passed. */
  restsAfterLast?: boolean;
  /** Counts its caller alone, who is told what is left of it; of others it would tell what somebody else does. */
  isOwn?: boolean;
};

function limitTable(env: Env) {
  return {
    /** Failed sign-ins to one account, however its name was written, by all who are strangers to it together. */
    loginFailuresByStrangers: {
      points: env.LOGIN_FAILURES_PER_ACCOUNT,
      windowSeconds: env.LOGIN_FAILURES_WINDOW_SECONDS,
    },
    /** The same from its owner's sessions and known devices: strangers use up none of these. */
    loginFailuresOnKnownDevices: {
      points: env.LOGIN_FAILURES_PER_ACCOUNT,
      windowSeconds: env.LOGIN_FAILURES_WINDOW_SECONDS,
      isOwn: true,
    },
    /** A repeated wrong password counts once: real clients repeat what failed. */
    sameWrongPassword: { points: 1, windowSeconds: env.LOGIN_FAILURES_WINDOW_SECONDS },
    /** High, since a storefront's server speaks for all of its shoppers. */
    loginAttemptsPerNetwork: {
      points: env.LOGIN_ATTEMPTS_PER_IP,
      windowSeconds: env.LOGIN_ATTEMPTS_PER_IP_WINDOW_SECONDS,
      isOwn: true,
    },
    /** Messages to one number: so many at once, then a pause as long as the window. */
    smsBurstPerPhone: { points: env.SMS_BURST_PER_PHONE, windowSeconds: env.SMS_GAP_SECONDS, restsAfterLast: true },
    smsPerPhoneIn10Minutes: { points: env.SMS_PER_PHONE_10_MINUTES, windowSeconds: 600 },
    smsPerPhoneInHour: { points: env.SMS_PER_PHONE_HOUR, windowSeconds: HOUR },
    smsPerPhoneInDay: { points: env.SMS_PER_PHONE_DAY, windowSeconds: DAY },
    /** Messages that one signed-in customer causes, to whatever numbers. */
    smsPerAccountInHour: { points: env.SMS_PER_ACCOUNT_HOUR, windowSeconds: HOUR, isOwn: true },
    /** Numbers that differ in their last four digits only: whoever sends to many is pumping. Owners are counted apart. */
    smsPerBlockInHour: { points: env.SMS_PER_BLOCK_HOUR, windowSeconds: HOUR },
    /** Messages that guests of one network cause. */
    smsPerSenderInHour: { points: env.SMS_PER_SENDER_HOUR, windowSeconds: HOUR, isOwn: true },
    smsPerSenderInDay: { points: env.SMS_PER_SENDER_DAY, windowSeconds: DAY, isOwn: true },
    /** Messages that a storefront causes for its shoppers, in place of the two above. */
    smsPerStorefrontInHour: { points: env.SMS_PER_STOREFRONT_HOUR, windowSeconds: HOUR, isOwn: true },
    /** All messages; half of them raises an alarm in the log. */
    smsInHour: { points: env.SMS_TOTAL_HOUR, windowSeconds: HOUR },
    /** The last third of them is for customers. */
    smsByStrangersInHour: { points: Math.ceil((env.SMS_TOTAL_HOUR * 2) / 3), windowSeconds: HOUR },
    /** Different wrong codes for one account by its own sessions and known devices: strangers use up none of these. */
    codeGuessesByOwner: { points: env.CODE_GUESSES_PER_DAY, windowSeconds: DAY, isOwn: true },
    /** Different wrong codes for one number by all strangers together. */
    codeGuessesByStrangers: { points: env.CODE_GUESSES_PER_DAY, windowSeconds: DAY },
    /** Different wrong codes of a client that keeps no cookies, while it has several sign-ins pending. */
    codeGuessesPerClient: { points: env.CODE_GUESSES_PER_DAY, windowSeconds: HOUR, isOwn: true },
    /** A repeated wrong code counts once. */
    sameWrongCode: { points: 1, windowSeconds: HOUR },
    /** Different proofs that a loyalty account is one's own, by whomever. */
    accountProofs: { points: 5, windowSeconds: DAY },
    /** Codes submitted to one challenge, repeated ones among them. */
    codeSubmissionsPerChallenge: { points: 60, windowSeconds: HOUR, isOwn: true },
    /** Registrations by a number that one code has proved, after its first address was taken. */
    triesPerProof: { points: 5, windowSeconds: HOUR },
    alarm: { points: 1, windowSeconds: 60 },
    signUpsPerNetwork: { points: env.SIGN_UPS_PER_IP_HOUR, windowSeconds: HOUR, isOwn: true },
    /** Of one key of the back office. */
    requestsPerAdminKey: { points: env.ADMIN_REQUESTS_PER_MINUTE, windowSeconds: 60, isOwn: true },
    /** Cards that a customer brings into their wallet: each is signed anew. */
    walletCardsPerAccount: { points: 30, windowSeconds: HOUR, isOwn: true },
    /** What phones ask for one pass, one phone for all of its passes, and one network for our log. */
    walletCalls: { points: 60, windowSeconds: 600, isOwn: true },
    mailsPerAddress: { points: env.MAILS_PER_ADDRESS_HOUR, windowSeconds: HOUR },
    /** Links for a new password that one network asks for, whether or not a mail goes out. */
    mailsPerNetwork: { points: env.MAILS_PER_IP_HOUR, windowSeconds: HOUR, isOwn: true },
  } as const satisfies Record<string, Limit>;
}

export type LimitName = keyof ReturnType<typeof limitTable>;

export type LimitPoint = readonly [name: LimitName, key: string];

export type TakenPoints = {
  left(name: LimitName): number;
  /** Seconds until each limit has a point left. */
  secondsToNext(): number;
  /** Gives the points back, for what was no fault of the caller's; a window that has ended meanwhile gets none. */
  refund(): Promise<void>;
};

/** Keys name a subject (account id, address) and must not carry personal data in the clear. */
export type Limits = {
  /** Takes one point of each, or none at all. @throws AppError `throttled`, naming the limit in `values.limit` */
  consume(...points: LimitPoint[]): Promise<TakenPoints>;
  tryConsume(...point: LimitPoint): Promise<boolean>;
  /** Takes no point. @throws AppError `throttled` when one of them has none left */
  assertLeft(...points: LimitPoint[]): Promise<void>;
  reset(name: LimitName, key: string): Promise<void>;
};

/** Milliseconds of the database's clock, which all instances share. */
const NOW = "(extract(epoch FROM now()) * 1000)::bigint";

/**
 * Has the statement's commit not wait for the disk, during which nobody else could take of the same counter. It counts for
 * everybody all the same; a database that crashes forgets the last second of it.
 */
const UNFLUSHED = "set_config('synchronous_commit', 'off', true)";

/** Of a counter's limit, by the place of its key. */
const MAX = "($2::int[])[array_position($1::text[], counter.key::text)]";
const RESTS_AFTER_LAST = "($4::bool[])[array_position($1::text[], counter.key::text)]";

/** One point of each, or none at all. In the order of their keys, so that no two wait for each other. */
const TAKE = `
  WITH taken AS (
    INSERT INTO rate_limit AS counter (key, points, expire)
    SELECT wanted.key, 1, ${NOW} + wanted.window_ms
    FROM unnest($1::text[], $3::bigint[]) AS wanted(key, window_ms)
    WHERE 0 < ALL ($2::int[]) AND NOT EXISTS (
      SELECT FROM rate_limit counter
      WHERE counter.key = ${anyOf("$1")} AND counter.expire > ${NOW} AND counter.points >= ${MAX}
    )
    ORDER BY wanted.key
    ON CONFLICT (key) DO UPDATE SET
      points = CASE WHEN counter.expire <= ${NOW} THEN 1 ELSE counter.points + 1 END,
      expire = CASE
        WHEN counter.expire <= ${NOW} THEN EXCLUDED.expire
        WHEN ${RESTS_AFTER_LAST} AND counter.points + 1 >= ${MAX} THEN EXCLUDED.expire
        ELSE counter.expire END
    WHERE counter.expire <= ${NOW} OR counter.points < ${MAX}
    RETURNING key, points, expire, ceil((expire - ${NOW}) / 1000.0)::int AS seconds
  )
  SELECT *, ${wholeIf("count(*) OVER () = cardinality($1::text[])")}, ${UNFLUSHED} FROM taken`;

const READ = `
  SELECT key, points, expire, ceil((expire - ${NOW}) / 1000.0)::int AS seconds FROM rate_limit
  WHERE key = ${anyOf("$1")} AND expire > ${NOW}`;

const REFUND = `
  UPDATE rate_limit SET points = points - 1 WHERE key = $1 AND expire = $2::bigint AND points > 0 RETURNING ${UNFLUSHED}`;
const RESET = `DELETE FROM rate_limit WHERE key = $1 RETURNING ${UNFLUSHED}`;

type Counter = { key: string; points: number; expire: bigint; seconds: number };

/** What a phone number or an address is counted by: neither stands there in the clear. */
export function contactKey(contact: string): string {
  return sign("limits", contact).slice(0, 32);
}

export function createLimits(db: Db, env: Env): Limits {
  const table: Record<LimitName, Limit> = limitTable(env);
  const keyOf = ([name, key]: LimitPoint) => `${name}:${key}`;

  /** For the answer's RateLimit. */
  function tell(name: LimitName, left: number, seconds: number): void {
    const { points, windowSeconds, isOwn } = table[name];
    const scope = findRequestScope();
    if (!isOwn || !scope) return;
    scope.limits ??= new Map();
    scope.limits.set(name, { points, windowSeconds, left, seconds });
  }

  function throttled(name: LimitName, seconds: number): AppError {
    // Nothing may be told to last longer than Retry-After does.
    findRequestScope()?.limits?.clear();
    tell(name, 0, seconds);
    return new AppError("throttled", { values: { seconds, limit: name }, retryAfterSeconds: seconds });
  }

  /** @throws AppError `throttled` for the first of the points that is not there */
  async function assertLeft(...points: LimitPoint[]): Promise<void> {
    const counters = await db.readRows<Counter>(READ, [points.map(keyOf)]);
    for (const point of points) {
      const counter = counters.find(({ key }) => key === keyOf(point));
      if ((counter?.points ?? 0) >= table[point[0]].points)
        throw throttled(point[0], Math.max(1, counter?.seconds ?? 1));
    }
  }

  /** @returns null, with nothing taken, when one of the points is not there */
  async function takeAll(points: readonly LimitPoint[]): Promise<Counter[] | null> {
    const limits = points.map(([name]) => table[name]);
    try {
      const taken = await db.writeRows<Counter>(TAKE, [
        points.map(keyOf),
        limits.map((limit) => limit.points),
        limits.map(({ windowSeconds }) => windowSeconds * 1000),
        limits.map(({ restsAfterLast = false }) => restsAfterLast),
      ]);
      return taken.length > 0 ? taken : null;
    } catch (error) {
      if (isUndone(error)) return null;
      throw error;
    }
  }

  return {
    async consume(...points) {
      const taken = await takeAll(points);
      if (!taken) {
        await assertLeft(...points);
        // Its window has ended between the two looks.
        throw throttled(points[0]?.[0] as LimitName, 1);
      }
      const counterOf = (point: LimitPoint) => taken.find(({ key }) => key === keyOf(point)) as Counter;
      const leftOf = (point: LimitPoint) => table[point[0]].points - counterOf(point).points;
      for (const point of points) tell(point[0], leftOf(point), counterOf(point).seconds);
      return {
        left: (name) => Math.min(...points.filter((point) => point[0] === name).map(leftOf)),
        secondsToNext: () => Math.max(0, ...points.map((point) => (leftOf(point) > 0 ? 0 : counterOf(point).seconds))),
        async refund() {
          for (const point of points) tell(point[0], leftOf(point) + 1, counterOf(point).seconds);
          for (const { key, expire } of taken) await db.writeRows(REFUND, [key, expire]);
        },
      };
    },
    tryConsume: async (...point) => (await takeAll([point])) !== null,
    assertLeft,
    async reset(name, key) {
      findRequestScope()?.limits?.delete(name);
      await db.writeRows(RESET, [keyOf([name, key])]);
    },
  };
}

/** Deletes the counters whose windows have ended. */
export async function deleteEndedLimits(db: Db): Promise<void> {
  await purge(db, { table: "rate_limit", key: "key", column: "expire", until: NOW });
}
