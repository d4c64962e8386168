import type { EmailLinkPurpose } from "@/lib/generated/prisma/client";
import type { Db, DbTransaction } from "@/lib/platform/db";

export type Recoverable = {
  id: number;
  email: string | null;
  emailCanonical: string | null;
  phone: string | null;
  firstName: string;
  lastName: string;
  languageCode: string;
  isActive: boolean;
};

const recoverableSelect = {
  id: true,
  email: true,
  emailCanonical: true,
  phone: true,
  firstName: true,
  lastName: true,
  languageCode: true,
  isActive: true,
} as const;

export async function findByEmail(db: Db | DbTransaction, emailCanonical: string): Promise<Recoverable | null> {
  return db.customer.findUnique({ where: { emailCanonical }, select: recoverableSelect });
}

/** Stores a mailed link; the customer's older ones of the same purpose end. */
export async function replaceEmailLink(
  db: DbTransaction,
  link: {
    purpose: EmailLinkPurpose;
    customerId: number;
    tokenHash: string;
    email: string | null;
    createdAt: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await db.emailLink.deleteMany({ where: { customerId: link.customerId, purpose: link.purpose } });
  await db.emailLink.create({ data: link, select: { id: true } });
}

export async function findEmailLink(
  db: Db | DbTransaction,
  { tokenHash, purpose, now }: { tokenHash: string; purpose: EmailLinkPurpose; now: Date },
): Promise<{ email: string | null; customer: Recoverable } | null> {
  return db.emailLink.findFirst({
    where: { tokenHash, purpose, expiresAt: { gt: now }, customer: { isActive: true } },
    select: { email: true, customer: { select: recoverableSelect } },
  });
}

/** @returns false when somebody else used it first */
export async function consumeEmailLink(db: DbTransaction, tokenHash: string): Promise<boolean> {
  const { count } = await db.emailLink.deleteMany({ where: { tokenHash } });
  return count === 1;
}

export async function deleteEmailLinks(db: DbTransaction, customerId: number): Promise<void> {
  await db.emailLink.deleteMany({ where: { customerId } });
}

export async function deleteExpiredEmailLinks(db: Db, now: Date): Promise<void> {
  await db.emailLink.deleteMany({ where: { expiresAt: { lte: now } } });
}

export async function writePassword(
  db: DbTransaction,
  customerId: number,
  { passwordHash, now }: { passwordHash: string; now: Date },
): Promise<void> {
  await db.customer.update({
    where: { id: customerId },
    data: { passwordHash, credentialsVersion: { increment: 1 }, version: { increment: 1 }, modifiedAt: now },
    select: { id: true },
  });
}

export async function writeEmail(
  db: DbTransaction,
  customerId: number,
  { email, emailCanonical, now }: { email: string; emailCanonical: string; now: Date },
): Promise<void> {
  await db.customer.update({
    where: { id: customerId },
    data: { email, emailCanonical, credentialsVersion: { increment: 1 }, version: { increment: 1 }, modifiedAt: now },
    select: { id: true },
  });
}
