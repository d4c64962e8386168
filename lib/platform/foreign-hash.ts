import { createHash, pbkdf2, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { parseOptions as parseArgon2, verify as verifyArgon2 } from "@node-rs/argon2";
import { verify as verifyBcrypt } from "@node-rs/bcrypt";

/*
 * Password hashes that another shop system made: those of Django's hashers, and argon2 and bcrypt as everybody writes
 * them. Each is read whole before anything is computed, and one that would cost more than a sign-in may is none.
 */

/** Compares a password as it was typed with the hash that it was made of. */
export type ForeignHash = (password: string) => Promise<boolean>;

/** Two and a half times what Django 5.2 does. */
const ITERATIONS_MAX = 2_500_000;
/** Four comparisons at once take four times this. */
const MEMORY_KIB_MAX = 131_072;
const ARGON2_PASSES_MAX = 10;
const LANES_MAX = 16;
/** Each step doubles the time: 14 is about a second. */
const BCRYPT_COST_MAX = 14;

const deriveByPbkdf2 = promisify(pbkdf2);
const deriveByScrypt = promisify<string, string, number, ScryptOptions, Buffer>(scrypt);

/** @returns null for a hash that is of no known kind, malformed, or too costly to compare with */
export function readForeignHash(stored: string): ForeignHash | null {
  return readPbkdf2(stored) ?? readScrypt(stored) ?? readArgon2(stored) ?? readBcrypt(stored);
}

function readPbkdf2(stored: string): ForeignHash | null {
  const match = /^pbkdf2_sha256\$([1-9]\d{0,8})\$([^$]{1,64})\$([A-Za-z0-9+/]{43}=)$/.exec(stored);
  if (!match) return null;
  const [, count, salt = "", digest = ""] = match;
  const iterations = Number(count);
  if (iterations > ITERATIONS_MAX) return null;
  const expected = Buffer.from(digest, "base64");
  return async (password) =>
    timingSafeEqual(await deriveByPbkdf2(password, salt, iterations, expected.length, "sha256"), expected);
}

function readScrypt(stored: string): ForeignHash | null {
  const match = /^scrypt\$(\d{1,8})\$([^$]{1,64})\$(\d{1,3})\$(\d{1,3})\$([A-Za-z0-9+/]{86}==)$/.exec(stored);
  if (!match) return null;
  const [, cost, salt = "", blockSize, lanes, digest = ""] = match;
  const [N, r, p] = [Number(cost), Number(blockSize), Number(lanes)];
  const isPowerOfTwo = N > 1 && (N & (N - 1)) === 0;
  if (!isPowerOfTwo || r < 1 || p < 1 || p > LANES_MAX || (N * r) / 8 > MEMORY_KIB_MAX) return null;
  const expected = Buffer.from(digest, "base64");
  // Twice what the algorithm needs: OpenSSL counts its own blocks too.
  const options = { N, r, p, maxmem: 256 * N * r };
  return async (password) => timingSafeEqual(await deriveByScrypt(password, salt, expected.length, options), expected);
}

/** As a PHC string, with or without Django's own name before it. */
function readArgon2(stored: string): ForeignHash | null {
  const [, phc = ""] = /^(?:argon2)?(\$argon2(?:id|i|d)\$.+)$/.exec(stored) ?? [];
  const options = argon2Options(phc);
  if (!options) return null;
  const { memoryCost, timeCost, parallelism } = options;
  const isBounded = memoryCost <= MEMORY_KIB_MAX && timeCost <= ARGON2_PASSES_MAX && parallelism <= LANES_MAX;
  return isBounded ? (password) => verifyArgon2(phc, password) : null;
}

function argon2Options(phc: string): ReturnType<typeof parseArgon2> | null {
  try {
    return phc === "" ? null : parseArgon2(phc);
  } catch {
    return null;
  }
}

function readBcrypt(stored: string): ForeignHash | null {
  const match = /^(bcrypt(?:_sha256)?\$)?(\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53})$/.exec(stored);
  if (!match) return null;
  const [, prefix, hash = "", cost] = match;
  if (Number(cost) < 4 || Number(cost) > BCRYPT_COST_MAX) return null;
  if (prefix !== "bcrypt_sha256$") return (password) => verifyBcrypt(password, hash);
  return (password) => verifyBcrypt(createHash("sha256").update(password).digest("hex"), hash);
}
