import { readPendingSync } from "@/lib/loyalty/sync-store";
import { purge } from "@/lib/platform/database/purge";
import type { Db, DbTransaction } from "@/lib/platform/db";

export type DueAccount = {
  id: number;
  email: string | null;
  emailCanonical: string | null;
  phoneCanonical: string | null;
  languageCode: string;
  avatar: string | null;
};

/** Never a token's or a code's hash. */
export async function readPending(db: Db, customerId: number) {
  const oldestFirst = { createdAt: "asc" } as const;
  const [emailLinks, verifications, loyaltySync] = await Promise.all([
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
    readPendingSync(db, customerId),
  ]);
  return { emailLinks, verifications, loyaltySync };
}

export type Pending = Awaited<ReturnType<typeof readPending>>;

/** Null when no deletion was asked for. */
export async function findDeletionTime(db: Db, customerId: number): Promise<Date | null> {
  const row = await db.customer.findUniqueOrThrow({ where: { id: customerId }, select: { deletionDueAt: true } });
  return row.deletionDueAt;
}

export async function writeDeletionTime(db: DbTransaction, customerId: number, dueAt: Date, now: Date): Promise<void> {
  const data = { deletionDueAt: dueAt, modifiedAt: now };
  await db.customer.update({ where: { id: customerId }, data, select: { id: true } });
}

/** @returns `none` when there was none to clear, `gone` when the account is deleted */
export async function clearDeletionTime(
  db: DbTransaction,
  customerId: number,
  now: Date,
): Promise<"cleared" | "none" | "gone"> {
  const { count } = await db.customer.updateMany({
    where: { id: customerId, deletionDueAt: { not: null } },
    data: { deletionDueAt: null, modifiedAt: now },
  });
  if (count === 1) return "cleared";
  return (await db.customer.count({ where: { id: customerId } })) === 1 ? "none" : "gone";
}

export type DueDeletion = { id: number; at: string };

/** The longest due first. @param after the last one of the round before */
export async function findDueDeletions(
  db: Db,
  { now, after, max }: { now: Date; after: DueDeletion | undefined; max: number },
): Promise<DueDeletion[]> {
  // As text, since a Date is not exact to the microsecond.
  return db.$queryRawUnsafe<DueDeletion[]>(
    `SELECT id, deletion_due_at::text AS at FROM customer
     WHERE deletion_due_at <= $1::timestamptz AND (deletion_due_at, id) > ($2::timestamptz, $3)
     ORDER BY deletion_due_at, id LIMIT ${max}`,
    now.toISOString(),
    after?.at ?? "-infinity",
    after?.id ?? 0,
  );
}

/** @returns null when the account is no longer due, or gone */
export async function lockDueAccount(db: DbTransaction, customerId: number, now: Date): Promise<DueAccount | null> {
  await db.$queryRaw`SELECT 1 FROM customer WHERE id = ${customerId} FOR UPDATE`;
  return db.customer.findUnique({
    where: { id: customerId, deletionDueAt: { lte: now } },
    select: { id: true, email: true, emailCanonical: true, phoneCanonical: true, languageCode: true, avatar: true },
  });
}

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

export async function deleteCustomer(db: DbTransaction, customerId: number): Promise<void> {
  await db.customer.deleteMany({ where: { id: customerId } });
}

export async function deleteExpiredRetainedConsents(db: Db, now: Date): Promise<void> {
  await purge(db, { table: "retained_consent", key: "id", column: "kept_until", until: "$1::timestamptz" }, [
    now.toISOString(),
  ]);
}
