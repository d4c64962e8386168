import type { Db, DbTransaction } from "@/lib/db";

/** What an account's deletion needs of it. */
export type DueAccount = {
  id: number;
  email: string | null;
  emailCanonical: string | null;
  languageCode: string;
  avatar: string | null;
};

/** When the account is to be deleted; null when that was not asked for. */
export async function findDeletionTime(db: Db, customerId: number): Promise<Date | null> {
  const row = await db.customer.findUniqueOrThrow({ where: { id: customerId }, select: { deletionDueAt: true } });
  return row.deletionDueAt;
}

/** Sets or withdraws the time of an account's deletion. */
export async function writeDeletionTime(db: Db | DbTransaction, customerId: number, dueAt: Date | null): Promise<void> {
  await db.customer.update({ where: { id: customerId }, data: { deletionDueAt: dueAt }, select: { id: true } });
}

/** Ends everything by which somebody is signed in to the account. */
export async function endAllAccess(db: DbTransaction, customerId: number): Promise<void> {
  await db.session.deleteMany({ where: { customerId } });
  await db.apiToken.deleteMany({ where: { customerId } });
  await db.emailLink.deleteMany({ where: { customerId } });
}

/** The accounts whose time has come. */
export async function findDueAccounts(db: Db, now: Date, max: number): Promise<DueAccount[]> {
  return db.customer.findMany({
    where: { deletionDueAt: { lte: now } },
    orderBy: { deletionDueAt: "asc" },
    take: max,
    select: { id: true, email: true, emailCanonical: true, languageCode: true, avatar: true },
  });
}

/** Holds an account that is still due until the transaction ends. @returns false when it was withdrawn or is gone */
export async function lockDueAccount(db: DbTransaction, customerId: number, now: Date): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM customer WHERE id = ${customerId} AND deletion_due_at <= ${now} FOR UPDATE`;
  return rows.length === 1;
}

/** Copies the consent ledger to where it outlives the account. */
export async function retainConsents(
  db: DbTransaction,
  customerId: number,
  { emailHash, keptUntil }: { emailHash: string; keptUntil: Date },
): Promise<void> {
  const events = await db.consentEvent.findMany({ where: { customerId } });
  await db.retainedConsent.createMany({
    data: events.map(({ channel, oldValue, newValue, at, wordingVersion, source }) => ({
      emailHash,
      channel,
      oldValue,
      newValue,
      at,
      wordingVersion,
      source,
      keptUntil,
    })),
  });
}

/** Deletes the account with everything that hangs on it. */
export async function deleteCustomer(db: DbTransaction, customerId: number): Promise<void> {
  await db.customer.deleteMany({ where: { id: customerId } });
}

/** Housekeeping. */
export async function deleteExpiredRetainedConsents(db: Db, now: Date): Promise<void> {
  await db.retainedConsent.deleteMany({ where: { keptUntil: { lte: now } } });
}
