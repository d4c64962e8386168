import { hash, verify } from "@node-rs/argon2";
import pLimit, { type LimitFunction } from "p-limit";
import { AppError } from "@/lib/platform/errors";

/** `Algorithm.Argon2id`: a const enum, which does not exist at run time. */
const ARGON2ID = 2;
/** The OWASP password storage cheat sheet's parameters: 19 MiB, two passes, one lane. */
const PARAMETERS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Of each lane: a flood must not eat the machine's memory, and one of registrations leaves sign-ins their turn. */
const TURNS = 2;
/** In a longer queue the last would wait for more than a second or two. */
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

async function takeTurn<T>(lane: LimitFunction, work: () => Promise<T>): Promise<T> {
  if (lane.pendingCount >= QUEUE_MAX) throw new AppError("unavailable", { retryAfterSeconds: RETRY_SECONDS });
  return lane(work);
}
