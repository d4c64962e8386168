import { lockCustomer } from "@/lib/customers/store";
import type { EmailLinkPurpose, Prisma } from "@/lib/generated/prisma/client";
import { purge } from "@/lib/platform/database/purge";
import type { Db, DbTransaction } from "@/lib/platform/db";

const recoverableSelect = {
  id: true,
  email: true,
  emailCanonical: true,
  verifiedEmail: true,
  phone: true,
  phoneCanonical: true,
  phoneVerifiedAt: true,
  phoneChangedAt: true,
  firstName: true,
  lastName: true,
  languageCode: true,
  isActive: true,
  requiresPasskey: true,
} as const satisfies Prisma.CustomerSelect;

/** A customer as their links know them. */
export type Recoverable = Prisma.CustomerGetPayload<{ select: typeof recoverableSelect }>;

/** The customer who has proved the address. */
export async function findByVerifiedEmail(db: Db | DbTransaction, emailCanonical: string): Promise<Recoverable | null> {
  return db.customer.findUnique({ where: { verifiedEmail: emailCanonical }, select: recoverableSelect });
}

export async function getRecoverable(db: Db | DbTransaction, id: number): Promise<Recoverable> {
  return db.customer.findUniqueOrThrow({ where: { id }, select: recoverableSelect });
}

/** The customer who has proved the address, locked until the transaction ends. */
export async function lockByVerifiedEmail(db: DbTransaction, emailCanonical: string): Promise<Recoverable | null> {
  await db.$queryRaw`SELECT 1 FROM customer WHERE verified_email = ${emailCanonical} FOR UPDATE`;
  return findByVerifiedEmail(db, emailCanonical);
}

/**
 * Locks the customer whom a code is about until the transaction ends. @param credentialsVersion as the code was checked
 * @returns null when their credentials are others by now, or the account is closed or gone
 */
export async function lockRecoverable(
  db: DbTransaction,
  { id, credentialsVersion }: { id: number; credentialsVersion: number },
): Promise<Recoverable | null> {
  await lockCustomer(db, id);
  return db.customer.findUnique({ where: { id, credentialsVersion, isActive: true }, select: recoverableSelect });
}

/** What an alert is about, and its template below `mail`. */
export type Change =
  | "phone_changed"
  | "email_changed"
  | "password_changed"
  | "token_created"
  | "passkey_added"
  | "passkey_removed"
  | "passkey_required"
  | "passkey_optional"
  | "identity_linked"
  | "identity_removed"
  | "phone_released"
  | "new_device";

/** How an account was reached before a change, as JSON. */
export type FormerAccess = {
  change: Change;
  email: string | null;
  verifiedEmail: string | null;
  phone: string | null;
  phoneCanonical: string | null;
  phoneVerifiedAt: string | null;
  phoneChangedAt: string | null;
  requiresPasskey: boolean;
};

export type NewEmailLink = {
  purpose: EmailLinkPurpose;
  customerId: number;
  tokenHash: string;
  email: string | null;
  former: FormerAccess | null;
  createdAt: Date;
  expiresAt: Date;
};

/** Stores a link; the customer's older ones of the same purpose end, but for an undo: each belongs to one change. */
export async function insertEmailLink(db: DbTransaction, { former, ...link }: NewEmailLink): Promise<void> {
  const { customerId, purpose } = link;
  if (purpose !== "undo") await db.emailLink.deleteMany({ where: { customerId, purpose } });
  await db.emailLink.create({ data: { ...link, ...(former && { former }) }, select: { id: true } });
}

export type FoundEmailLink = {
  id: bigint;
  email: string | null;
  former: FormerAccess | null;
  createdAt: Date;
  usedAt: Date | null;
  customer: Recoverable;
};

/** Used or not. */
export async function findEmailLink(
  db: Db | DbTransaction,
  { tokenHash, purposes, now }: { tokenHash: string; purposes: readonly EmailLinkPurpose[]; now: Date },
): Promise<FoundEmailLink | null> {
  const link = await db.emailLink.findFirst({
    where: { tokenHash, purpose: { in: [...purposes] }, expiresAt: { gt: now }, customer: { isActive: true } },
    select: {
      id: true,
      email: true,
      former: true,
      createdAt: true,
      usedAt: true,
      customer: { select: recoverableSelect },
    },
  });
  return link && { ...link, former: link.former as FormerAccess | null };
}

/** @returns false when somebody else used it first */
export async function consumeEmailLink(db: DbTransaction, id: bigint, now: Date): Promise<boolean> {
  const { count } = await db.emailLink.updateMany({ where: { id, usedAt: null }, data: { usedAt: now } });
  return count === 1;
}

/** Ends what was mailed before a customer's credentials changed. An undo stays: it is there for just that case. */
export async function deleteEmailLinks(db: DbTransaction, customerId: number): Promise<void> {
  await db.emailLink.deleteMany({ where: { customerId, usedAt: null, purpose: { not: "undo" } } });
}

/** Ends every link and key for a new password, however it was asked for. */
export async function deleteResetLinks(db: DbTransaction, customerId: number): Promise<void> {
  await db.emailLink.deleteMany({ where: { customerId, usedAt: null, purpose: "password_reset" } });
}

/** Ends every link but the undo of earlier changes. */
export async function deleteLinksSince(db: DbTransaction, customerId: number, since: Date): Promise<void> {
  await db.emailLink.deleteMany({
    where: { customerId, OR: [{ purpose: { not: "undo" } }, { createdAt: { gte: since } }] },
  });
}

export async function deleteExpiredEmailLinks(db: Db, now: Date): Promise<void> {
  await purge(db, { table: "email_link", key: "id", column: "expires_at", until: "$1::timestamptz" }, [
    now.toISOString(),
  ]);
}

export async function isPasswordSet(db: Db, customerId: number): Promise<boolean> {
  return (await db.customer.count({ where: { id: customerId, passwordHash: { not: null } } })) === 1;
}

type CredentialColumns = Pick<
  Prisma.CustomerUncheckedUpdateInput,
  | "passwordHash"
  | "requiresPasskey"
  | "email"
  | "emailCanonical"
  | "verifiedEmail"
  | "phone"
  | "phoneCanonical"
  | "phoneVerifiedAt"
  | "phoneChangedAt"
>;

/** Whatever sign-in was checked against the former ones loses. */
export async function writeCredentials(
  db: DbTransaction,
  customerId: number,
  columns: CredentialColumns,
  now: Date,
): Promise<void> {
  await db.customer.update({
    where: { id: customerId },
    data: { ...columns, credentialsVersion: { increment: 1 }, version: { increment: 1 }, modifiedAt: now },
    select: { id: true },
  });
}

/** Nothing that a profile shows changes by it. */
export async function writeVerifiedEmail(
  db: DbTransaction,
  customerId: number,
  verifiedEmail: string,
  now: Date,
): Promise<void> {
  const data = { verifiedEmail, modifiedAt: now };
  await db.customer.update({ where: { id: customerId }, data, select: { id: true } });
}

/**
 * Locks the customer and all others who claim the address without having proved it. In the order of their ids, so that
 * two who prove it at once wait for each other.
 * @returns the others
 */
export async function lockClaimants(
  db: DbTransaction,
  customerId: number,
  emailCanonical: string,
): Promise<Recoverable[]> {
  await db.$queryRaw`SELECT 1 FROM customer WHERE id = ${customerId} OR email_canonical = ${emailCanonical}
    ORDER BY id FOR UPDATE`;
  return db.customer.findMany({
    where: { emailCanonical, verifiedEmail: null, id: { not: customerId } },
    select: recoverableSelect,
  });
}

/** Locks all who claim one of the addresses without having proved it. */
export async function lockUnprovedClaimants(
  db: DbTransaction,
  emailsCanonical: readonly string[],
): Promise<Recoverable[]> {
  const locked = await db.$queryRaw<{ id: number }[]>`SELECT id FROM customer
    WHERE email_canonical = ANY (${emailsCanonical}::text[]) AND verified_email IS NULL ORDER BY id FOR UPDATE`;
  if (locked.length === 0) return [];
  return db.customer.findMany({ where: { id: { in: locked.map(({ id }) => id) } }, select: recoverableSelect });
}
