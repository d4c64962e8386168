import { hash, verify } from "@node-rs/argon2";
import pLimit from "p-limit";

/** `Algorithm.Argon2id`: a const enum, which does not exist at run time. */
const ARGON2ID = 2;
/** The OWASP password storage cheat sheet's parameters: 19 MiB, two passes, one lane. */
const PARAMETERS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** At most four hashes at once: a flood of sign-ins must not eat the machine's memory. */
const turns = pLimit(4);

/** A hash that no password has, so that an unknown account costs the same time as a known one. */
let decoy: Promise<string> | undefined;

/** @returns the hash in PHC string format */
export function hashPassword(password: string): Promise<string> {
  return turns(() => hash(password, PARAMETERS));
}

/**
 * Whether the password is the one that was hashed.
 *
 * @param stored PHC string; null for an account without a password or no account at all, which takes as long
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword("no account has this password");
  const against = stored ?? (await decoy);
  const matches = await turns(() => verify(against, password));
  return matches && stored !== null;
}
