import { hash as hashByArgon2 } from "@node-rs/argon2";
import { hash as hashByBcrypt } from "@node-rs/bcrypt";
import { describe, expect, test } from "vitest";
import { readForeignHash } from "@/lib/platform/foreign-hash";
import { levelRefusal, renewHash, verifyPassword } from "@/lib/platform/password-hash";
import { hashes } from "@/lib/testing/django-hashes/hashes.json";
import { countHashes } from "@/lib/testing/hashing";

const [pbkdf2 = "", argon2 = "", bcrypt = "", bcryptSha256 = "", scrypt = ""] = [0, 8, 16, 24, 32].map(
  (index) => hashes[index]?.hash,
);
const cheap = hashes.filter((_, index) => index % 8 !== 0);

describe("a hash that Django made", () => {
  test("of each kind, as it ships them, is of its password alone", async () => {
    for (const hash of [pbkdf2, argon2, bcrypt, bcryptSha256, scrypt]) {
      expect([hash, await verifyPassword(hash, "SecurePassword123")]).toEqual([hash, true]);
    }
  });

  test("is of its password as it was typed, in any script", async () => {
    for (const { password, hash } of cheap) {
      expect([password, await verifyPassword(hash, password)]).toEqual([password, true]);
      expect(await verifyPassword(hash, `${password.slice(0, -1)}?`)).toBe(false);
    }
  });

  test("gives way to one of ours, which gives way to nothing", async () => {
    const renewed = await renewHash(pbkdf2, "SecurePassword123");
    expect(renewed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword(renewed, "SecurePassword123")).toBe(true);
    expect(await renewHash(String(renewed), "SecurePassword123")).toBeNull();
  });
});

test("hashes that PHP, Node and others made of argon2 and bcrypt are read as well", async () => {
  const argon2i = await hashByArgon2("correct horse", { algorithm: 1, memoryCost: 4096, timeCost: 3, parallelism: 4 });
  // PHP's name for what others call 2b.
  const php = (await hashByBcrypt("correct horse", 4)).replace(/^\$2b\$/, "$2y$");
  expect(php).toMatch(/^\$2y\$04\$/);
  for (const hash of [argon2i, php]) {
    expect([await verifyPassword(hash, "correct horse"), await verifyPassword(hash, "wrong")]).toEqual([true, false]);
  }
});

describe("what would cost more than a sign-in may", () => {
  const withParameters = (hash: string, from: string | RegExp, to: string) => {
    expect(hash).toMatch(from);
    return hash.replace(from, to);
  };
  test.each([
    withParameters(pbkdf2, "$1000000$", "$1000000000$"),
    withParameters(pbkdf2, "$1000000$", "$2500001$"),
    withParameters(argon2, "m=102400", "m=1048576"),
    withParameters(argon2, "t=2", "t=1000"),
    withParameters(argon2, "p=8", "p=200"),
    withParameters(bcrypt, "$12$", "$31$"),
    withParameters(bcryptSha256, "$12$", "$15$"),
    withParameters(scrypt, "$16384$", "$16777216$"),
    withParameters(scrypt, "$8$5$", "$8$200$"),
    withParameters(scrypt, "$8$5$", "$999$1$"),
  ])("is no hash: %s", (hash) => {
    expect(readForeignHash(hash)).toBeNull();
  });
});

describe("what is no hash that we know", () => {
  const unknown = [
    ...["", "!", "x", "md5$salt$0123456789abcdef0123456789abcdef", "pbkdf2_sha1$1000$salt$AAAA", "pbkdf2_sha256$0$s$"],
    ...["$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$", "argon2$argon2id$", "$argon2id$v=19$m=1,t=1,p=1$c2FsdHNhbHQ$aGFzaA"],
    ...[argon2.slice(0, -1), bcrypt.slice(0, -1), scrypt.slice(0, -4), "bcrypt$$2b$03$", "scrypt$3$salt$8$1$AAAA"],
  ];
  test("nobody's password is right for, and finding that out takes one hash as for an unknown name", async () => {
    for (const stored of unknown) {
      const { result, hashes: made } = await countHashes(() => verifyPassword(stored, "no account has this password"));
      expect([stored, result, made]).toEqual([stored, false, 1]);
    }
  });
});

test("a refusal takes as long for an unknown name as for an account that came with a hash", async () => {
  const timeOf = async (stored: string | null) => {
    const started = performance.now();
    await verifyPassword(stored, "wrong");
    await levelRefusal(stored);
    return performance.now() - started;
  };
  const times = { known: [] as number[], unknown: [] as number[] };
  // By turns, so that a busy moment of the machine is neither's alone.
  for (let run = 0; run < 3; run++) {
    times.known.push(await timeOf(pbkdf2));
    times.unknown.push(await timeOf(null));
  }
  // Generous, for busy machines: otherwise it would be a tenth.
  expect(Math.min(...times.unknown)).toBeGreaterThan(Math.min(...times.known) / 2);
});
