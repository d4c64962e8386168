import type { Db, DbTransaction } from "@/lib/platform/db";

/** What an account's deletion needs of it. */
export type DueAccount = {
  id: number;
  email: string | null;
  emailCanonical: string | null;
  phoneCanonical: string | null;
  languageCode: string;
  avatar: string | null;
};

/** What is under way for a customer, never a token's or a code's hash. */
export async function readPending(db: Db, customerId: number) {
  const oldestFirst = { createdAt: "asc" } as const;
  const [emailLinks, verifications, loyaltyTasks] = await Promise.all([
    db.emailLink.findMany({
      where: { customerId },
      orderBy: oldestFirst,
      select: { purpose: true, email: true, createdAt: true, expiresAt: true },
    }),
    db.verification.findMany({
      where: { OR: [{ session: { customerId } }, { apiToken: { customerId } }] },
      orderBy: oldestFirst,
      select: { purpose: true, phone: true, createdAt: true, expiresAt: true },
    }),
    db.loyaltyTask.findMany({ where: { customerId }, orderBy: oldestFirst, select: { kind: true, createdAt: true } }),
  ]);
  return { emailLinks, verifications, loyaltyTasks };
}

export type Pending = Awaited<ReturnType<typeof readPending>>;

/** When the account is to be deleted; null when that was not asked for. */
export async function findDeletionTime(db: Db, customerId: number): Promise<Date | null> {
  const row = await db.customer.findUniqueOrThrow({ where: { id: customerId }, select: { deletionDueAt: true } });
  return row.deletionDueAt;
}

/** Sets the time of an account's deletion. */
export async function writeDeletionTime(db: DbTransaction, customerId: number, dueAt: Date): Promise<void> {
  await db.customer.update({ where: { id: customerId }, data: { deletionDueAt: dueAt }, select: { id: true } });
}

/** Takes back the time of an account's deletion. @returns `none` when it had none, `gone` when the account is deleted */
export async function clearDeletionTime(db: DbTransaction, customerId: number): Promise<"cleared" | "none" | "gone"> {
  const { count } = await db.customer.updateMany({
    where: { id: customerId, deletionDueAt: { not: null } },
    data: { deletionDueAt: null },
  });
  if (count === 1) return "cleared";
  return (await db.customer.count({ where: { id: customerId } })) === 1 ? "none" : "gone";
}

/** Ends everything by which somebody is signed in to the account. */
export async function endAllAccess(db: DbTransaction, customerId: number): Promise<void> {
  await db.session.deleteMany({ where: { customerId } });
  await db.apiToken.deleteMany({ where: { customerId } });
  await db.emailLink.deleteMany({ where: { customerId } });
}

/** The accounts whose time has come, the longest due first. */
export async function findDueAccountIds(db: Db, now: Date): Promise<number[]> {
  const rows = await db.customer.findMany({
    where: { deletionDueAt: { lte: now } },
    orderBy: { deletionDueAt: "asc" },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** Holds an account until the transaction ends, and reads it. @returns null when it is not due any more, or gone */
export async function lockDueAccount(db: DbTransaction, customerId: number, now: Date): Promise<DueAccount | null> {
  await db.$queryRaw`SELECT 1 FROM customer WHERE id = ${customerId} FOR UPDATE`;
  return db.customer.findUnique({
    where: { id: customerId, deletionDueAt: { lte: now } },
    select: { id: true, email: true, emailCanonical: true, phoneCanonical: true, languageCode: true, avatar: true },
  });
}

/** Copies the consent ledger to where it outlives the account. */
export async function retainConsents(
  db: DbTransaction,
  customerId: number,
  { contactHash, keptUntil }: { contactHash: string; keptUntil: Date },
): Promise<void> {
  const events = await db.consentEvent.findMany({ where: { customerId } });
  await db.retainedConsent.createMany({
    data: events.map(({ channel, oldValue, newValue, at, wordingVersion, source }) => ({
      contactHash,
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

/** Deletes the consents that nobody can ask for any more. */
export async function deleteExpiredRetainedConsents(db: Db, now: Date): Promise<void> {
  await db.retainedConsent.deleteMany({ where: { keptUntil: { lte: now } } });
}
