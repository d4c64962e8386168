import { hash, verify } from "@node-rs/argon2";
import pLimit, { type LimitFunction } from "p-limit";
import { getEnv } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";

/** `Algorithm.Argon2id`: a const enum, which does not exist at run time. */
const ARGON2ID = 2;
/** The OWASP password storage cheat sheet's parameters: 19 MiB, two passes, one lane. */
const PARAMETERS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

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

/** Within `withConcurrencyLimit`. @param stored PHC string; null for no password or no account, which takes as long */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const against = stored ?? (await warmUpDummyHash());
  const composed = password.normalize("NFC");
  // Hashes that another shop system made are of what was typed.
  const spellings = composed === password ? [password] : [composed, password];
  for (const spelling of spellings) {
    if (await hashing.hashes(() => verify(against, spelling))) return stored !== null;
  }
  return false;
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
      typicalMs.set(lane, (typicalMs.get(lane) ?? tookMs) * (1 - LATEST) + tookMs * LATEST);
    }
  });
}

function tooManyWaiting(): AppError {
  return new AppError("unavailable", { values: { missing: "password_hashing" }, retryAfterSeconds: RETRY_SECONDS });
}
