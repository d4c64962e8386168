import { hash, verify } from "@node-rs/argon2";
import pLimit, { type LimitFunction } from "p-limit";
import { AppError } from "@/lib/platform/errors";

/** `Algorithm.Argon2id`: a const enum, which does not exist at run time. */
const ARGON2ID = 2;
/** The OWASP password storage cheat sheet's parameters: 19 MiB, two passes, one lane. */
const PARAMETERS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** A flood of sign-ins must not eat the machine's memory. */
const TURNS = 4;
/** In a longer queue clients would wait past their patience. */
const QUEUE_MAX = 400;

// On globalThis, since the server and each of Next's bundles have modules of their own.
const shared = globalThis as {
  storefrontHashing?: {
    hashes: LimitFunction;
    attempts: LimitFunction;
    /** A hash that no password has, so that an unknown account costs the same time as a known one. */
    dummy?: Promise<string>;
  };
};
shared.storefrontHashing ??= { hashes: pLimit(TURNS), attempts: pLimit(TURNS) };
const hashing = shared.storefrontHashing;

/**
 * Runs one sign-in attempt, counting included, with few others at once: attempts hold a point of their account's limit
 * while they run, and few at once leave the right password enough of them.
 * @throws AppError `unavailable` when too many are waiting
 */
export function withConcurrencyLimit<T>(attempt: () => Promise<T>): Promise<T> {
  if (hashing.attempts.pendingCount >= QUEUE_MAX) throw new AppError("unavailable", { retryAfterSeconds: 5 });
  return hashing.attempts(attempt);
}

/** @returns PHC string format */
export function hashPassword(password: string): Promise<string> {
  return hashing.hashes(() => hash(password, PARAMETERS));
}

/** @param stored PHC string; null for no password or no account, which takes as long */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const dummy = warmUpDummyHash();
  const against = stored ?? (await dummy);
  const matches = await hashing.hashes(() => verify(against, password));
  return matches && stored !== null;
}

/** Called at the start, so that no first caller can be told apart. */
export function warmUpDummyHash(): Promise<string> {
  hashing.dummy ??= hashPassword("no account has this password");
  return hashing.dummy;
}
