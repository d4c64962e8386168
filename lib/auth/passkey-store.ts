import { purge } from "@/lib/platform/database/purge";
import type { Db, DbTransaction } from "@/lib/platform/db";

const passkeySelect = {
  id: true,
  credentialId: true,
  userHandle: true,
  transports: true,
  name: true,
  isBackedUp: true,
  createdAt: true,
  lastUsedAt: true,
} as const;

export type PasskeyRow = {
  id: bigint;
  credentialId: string;
  userHandle: string;
  transports: string[];
  name: string;
  isBackedUp: boolean;
  createdAt: Date;
  lastUsedAt: Date | null;
};

/** What an assertion is checked against. */
export type FoundPasskey = {
  id: bigint;
  credentialId: string;
  userHandle: string;
  publicKey: Uint8Array<ArrayBuffer>;
  counter: bigint;
  customer: { id: number; isActive: boolean; credentialsVersion: number };
};

/** Newest first. */
export async function readPasskeys(db: Db | DbTransaction, customerId: number): Promise<PasskeyRow[]> {
  return db.passkey.findMany({ where: { customerId }, orderBy: { id: "desc" }, select: passkeySelect });
}

export async function countPasskeys(db: Db | DbTransaction, customerId: number): Promise<number> {
  return db.passkey.count({ where: { customerId } });
}

export async function findPasskey(db: Db, credentialId: string): Promise<FoundPasskey | null> {
  return db.passkey.findUnique({
    where: { credentialId },
    select: {
      id: true,
      credentialId: true,
      userHandle: true,
      publicKey: true,
      counter: true,
      customer: { select: { id: true, isActive: true, credentialsVersion: true } },
    },
  });
}

/** @returns null when the credential is known already */
export async function insertPasskey(
  db: DbTransaction,
  passkey: Omit<PasskeyRow, "id" | "lastUsedAt"> & Pick<FoundPasskey, "publicKey" | "counter"> & { customerId: number },
): Promise<PasskeyRow | null> {
  const [row] = await db.passkey.createManyAndReturn({ data: passkey, skipDuplicates: true, select: passkeySelect });
  return row ?? null;
}

/**
 * Notes a use. @param counter as the authenticator has it now; 0 for one that does not count
 * @returns false when the passkey is gone, or another use has brought a counter as high
 */
export async function recordPasskeyUse(
  db: DbTransaction,
  id: bigint,
  { counter, isBackedUp, now }: { counter: bigint; isBackedUp: boolean; now: Date },
): Promise<boolean> {
  const { count } = await db.passkey.updateMany({
    where: { id, counter: counter === 0n ? 0n : { lt: counter } },
    data: { counter, isBackedUp, lastUsedAt: now },
  });
  return count === 1;
}

/** @returns null when it is not theirs */
export async function writePasskeyName(
  db: Db,
  customerId: number,
  { id, name }: { id: bigint; name: string },
): Promise<PasskeyRow | null> {
  const [row] = await db.passkey.updateManyAndReturn({
    where: { id, customerId },
    data: { name },
    select: passkeySelect,
  });
  return row ?? null;
}

/** @returns its name, or null when it is not theirs */
export async function deletePasskey(db: DbTransaction, customerId: number, id: bigint): Promise<string | null> {
  const passkey = await db.passkey.findFirst({ where: { id, customerId }, select: { name: true } });
  const { count } = await db.passkey.deleteMany({ where: { id, customerId } });
  return count === 1 ? (passkey?.name ?? "") : null;
}

export async function deletePasskeys(db: DbTransaction, customerId: number): Promise<void> {
  await db.passkey.deleteMany({ where: { customerId } });
}

/**
 * Whether anything is left that lets the customer in; a proved address gets a new password.
 * @param issuer of the identities that still sign in; null for none
 */
export async function hasWayIn(db: DbTransaction, customerId: number, issuer: string | null): Promise<boolean> {
  const isThere = { not: null };
  const columns = [{ passwordHash: isThere }, { phoneVerifiedAt: isThere }, { verifiedEmail: isThere }];
  const linked = issuer === null ? [] : [{ identities: { some: { issuer, removedAt: null } } }];
  const OR = [...columns, { passkeys: { some: {} } }, ...linked];
  return (await db.customer.count({ where: { id: customerId, OR } })) === 1;
}

/** @returns false when it was answered before */
export async function answerChallenge(
  db: Db | DbTransaction,
  { challengeHash, expiresAt }: { challengeHash: string; expiresAt: Date },
): Promise<boolean> {
  const data = { challengeHash, expiresAt };
  return (await db.answeredChallenge.createMany({ data, skipDuplicates: true })).count === 1;
}

export async function deleteExpiredChallenges(db: Db, now: Date): Promise<void> {
  await purge(
    db,
    { table: "answered_challenge", key: "challenge_hash", column: "expires_at", until: "$1::timestamptz" },
    [now.toISOString()],
  );
}
