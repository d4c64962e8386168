import { setTimeout } from "node:timers/promises";
import { hash, verify } from "@node-rs/argon2";
import pLimit, { type LimitFunction } from "p-limit";
import { getEnv } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { type ForeignHash, readForeignHash } from "@/lib/platform/foreign-hash";

/** `Algorithm.Argon2id`: a const enum, which does not exist at run time. */
const ARGON2ID = 2;
/** The OWASP password storage cheat sheet's parameters: 19 MiB, two passes, one lane. */
const PARAMETERS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const OURS = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/;

/** Of each lane: a flood must not eat the machine's memory, and one of registrations leaves sign-ins their turn. */
const TURNS = 2;
/** However short they are. */
const QUEUE_MAX = 50;
const RETRY_SECONDS = 5;

// On globalThis, since the server and each of Next's bundles have modules of their own.
const shared = globalThis as {
  storefrontHashing?: {
    signIns: LimitFunction;
    newPasswords: LimitFunction;
    /** What comes before a new password is hashed. */
    preparations: LimitFunction;
    /** Every hash, of whichever lane. */
    hashes: LimitFunction;
    /** A hash that no password has, so that an unknown account costs the same time as a known one. */
    dummy?: Promise<string>;
    /** How long a comparison with a hash of ours took of late, in milliseconds. */
    ownMs?: number;
    /** How much longer the longest with another system's took. */
    foreignExtraMs?: number;
  };
};
shared.storefrontHashing ??= {
  signIns: pLimit(TURNS),
  newPasswords: pLimit(TURNS),
  preparations: pLimit(2 * TURNS),
  hashes: pLimit(2 * TURNS),
};
const hashing = shared.storefrontHashing;

/**
 * Runs one check of a password, counting included, with few others at once: checks hold a point of their account's limit
 * while they run, and few at once leave the right password enough of them.
 * @throws AppError `unavailable` when too many are waiting
 */
export function withConcurrencyLimit<T>(check: () => Promise<T>): Promise<T> {
  return takeTurn(hashing.signIns, check);
}

/**
 * Runs what leads to the hash of a stranger's new password, counting included, with few others at once: a flood is turned
 * away before the database hears of it.
 * @throws AppError `unavailable` when too many are waiting
 */
export function prepareNewPassword<T>(preparation: () => Promise<T>): Promise<T> {
  return takeTurn(hashing.preparations, preparation);
}

/**
 * Hashes a password in its composed form (RFC 8265), which every keyboard's spelling of it comes to.
 * @returns PHC string format @throws AppError `unavailable` when too many are waiting
 */
export function hashPassword(password: string): Promise<string> {
  return takeTurn(hashing.newPasswords, () => hashing.hashes(() => hash(password.normalize("NFC"), PARAMETERS)));
}

/**
 * Within `withConcurrencyLimit`. @param stored one of ours or of another shop system; null for no password or no account,
 * which takes as long as one of ours, and so does what is no hash
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const own = stored !== null && OURS.test(stored) ? stored : null;
  const foreign = findForeign(stored);
  const against = own ?? (await warmUpDummyHash());
  const compare = foreign ?? ((spelling: string) => verify(against, spelling));
  const composed = password.normalize("NFC");
  // Hashes that another shop system made are of what was typed.
  const spellings = composed === password ? [password] : [composed, password];
  for (const spelling of spellings) {
    const isRight = await hashing.hashes(() => timed(() => compare(spelling), foreign !== null));
    if (isRight) return own !== null || foreign !== null;
  }
  return false;
}

/**
 * What to keep from now on instead of another system's hash. Within `withConcurrencyLimit`, after the password was
 * right. @returns null for a hash of ours
 */
export async function renewHash(stored: string, password: string): Promise<string | null> {
  return OURS.test(stored) ? null : hashing.hashes(() => hash(password.normalize("NFC"), PARAMETERS));
}

/**
 * Waits until a refusal has taken as long as with another system's hash, where there were such of late: a clock must
 * not tell which names have an account. Outside of every lane, since it computes nothing.
 * @param stored what was compared with
 */
export async function levelRefusal(stored: string | null): Promise<void> {
  if (findForeign(stored) === null && hashing.foreignExtraMs) await setTimeout(hashing.foreignExtraMs);
}

function findForeign(stored: string | null): ForeignHash | null {
  return stored === null || OURS.test(stored) ? null : readForeignHash(stored);
}

/** Kept from one comparison to the next of how long the longest took. */
const FADING = 0.98;
/** A stall of the machine is no hash. */
const EXTRA_MAX_MS = 2000;

async function timed<T>(work: () => Promise<T>, isForeign: boolean): Promise<T> {
  const started = performance.now();
  try {
    return await work();
  } finally {
    const tookMs = performance.now() - started;
    if (!isForeign) hashing.ownMs = latest(hashing.ownMs, tookMs);
    else {
      const extraMs = Math.min(tookMs - (hashing.ownMs ?? 0), EXTRA_MAX_MS);
      hashing.foreignExtraMs = Math.max(extraMs, (hashing.foreignExtraMs ?? 0) * FADING);
    }
  }
}

/** Called at the start, so that no first caller can be told apart. */
export function warmUpDummyHash(): Promise<string> {
  hashing.dummy ??= hash("no account has this password", PARAMETERS);
  return hashing.dummy;
}

/** How many wait for their turn, by lane. */
export function waitingForHashes(): Record<"sign_in" | "new_password", number> {
  return {
    sign_in: hashing.signIns.pendingCount,
    new_password: hashing.preparations.pendingCount + hashing.newPasswords.pendingCount,
  };
}

/** How long work in a lane took of late, in milliseconds. */
const typicalMs = new WeakMap<LimitFunction, number>();
const FIRST_GUESS_MS = 50;
/** The share of the latest in what is typical. */
const LATEST = 0.2;

/**
 * Runs work in its lane, if its turn can come soon enough: whoever would wait for longer is told so at once.
 * @param waitMaxMs nobody who is let in waits for longer @throws AppError `unavailable`
 */
export async function takeTurn<T>(
  lane: LimitFunction,
  work: () => Promise<T>,
  waitMaxMs = getEnv().PASSWORD_WAIT_MAX_MS,
): Promise<T> {
  const ahead = lane.pendingCount + (lane.activeCount < lane.concurrency ? 0 : 1);
  const typical = typicalMs.get(lane) ?? FIRST_GUESS_MS;
  if (ahead > QUEUE_MAX || (ahead * typical) / lane.concurrency > waitMaxMs) throw tooManyWaiting();
  const asked = performance.now();
  return lane(async () => {
    const started = performance.now();
    // It took longer than it looked.
    if (started - asked > waitMaxMs) throw tooManyWaiting();
    try {
      return await work();
    } finally {
      const tookMs = performance.now() - started;
      typicalMs.set(lane, latest(typicalMs.get(lane), tookMs));
    }
  });
}

function latest(typical: number | undefined, took: number): number {
  return (typical ?? took) * (1 - LATEST) + took * LATEST;
}

function tooManyWaiting(): AppError {
  return new AppError("unavailable", { values: { missing: "password_hashing" }, retryAfterSeconds: RETRY_SECONDS });
}

/** Whether a password can be compared with it. */
export function isKnownHash(stored: string): boolean {
  return OURS.test(stored) || readForeignHash(stored) !== null;
}
