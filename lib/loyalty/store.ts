import type { ProviderName } from "@/lib/adapters/loyalty-provider/port";
import type { Db, DbTransaction } from "@/lib/platform/db";

/** With the points last heard of. */
export type LoyaltyCardRow = {
  id: number;
  customerId: number;
  provider: ProviderName;
  accountNumber: string;
  number: string;
  points: number | null;
  pointsAt: Date | null;
  createdAt: Date;
  modifiedAt: Date;
};

const asCard = (row: Omit<LoyaltyCardRow, "provider"> & { provider: string }) => row as LoyaltyCardRow;

export async function findCard(db: Db | DbTransaction, customerId: number): Promise<LoyaltyCardRow | null> {
  const row = await db.loyaltyCard.findUnique({ where: { customerId } });
  return row && asCard(row);
}

export async function findCardOwner(
  db: Db | DbTransaction,
  provider: ProviderName,
  accountNumber: string,
): Promise<number | null> {
  const row = await db.loyaltyCard.findUnique({
    where: { provider_accountNumber: { provider, accountNumber } },
    select: { customerId: true },
  });
  return row?.customerId ?? null;
}

/** @returns null when the customer or the account has a card already */
export async function insertCard(
  db: DbTransaction,
  card: { customerId: number; provider: ProviderName; accountNumber: string; number: string; now: Date },
): Promise<LoyaltyCardRow | null> {
  const { now, ...columns } = card;
  // Skipping instead of failing leaves the transaction usable.
  const [row] = await db.loyaltyCard.createManyAndReturn({
    data: { ...columns, createdAt: now, modifiedAt: now },
    skipDuplicates: true,
  });
  return row ? asCard(row) : null;
}

/** The points must be read anew. */
export async function updateCard(
  db: DbTransaction,
  id: number,
  { number, now }: { number: string; now: Date },
): Promise<LoyaltyCardRow> {
  const data = { number, modifiedAt: now, pointsAt: null };
  return asCard(await db.loyaltyCard.update({ where: { id }, data }));
}

/** @returns the card that there was */
export async function deleteCard(db: DbTransaction, customerId: number): Promise<LoyaltyCardRow | null> {
  const [row] = await db.$queryRawUnsafe<{ id: number; provider: ProviderName; accountNumber: string }[]>(
    `DELETE FROM loyalty_card WHERE customer_id = $1 RETURNING id, provider, account_number AS "accountNumber"`,
    customerId,
  );
  return row ? ({ ...row, customerId } as LoyaltyCardRow) : null;
}

/** Only for exactly this card and account. */
export async function writePoints(
  db: Db,
  { id, accountNumber }: LoyaltyCardRow,
  { points, at }: { points: number; at: Date },
): Promise<void> {
  await db.loyaltyCard.updateMany({ where: { id, accountNumber }, data: { points, pointsAt: at } });
}

export async function invalidateCardPoints(
  db: Db,
  { provider, accountNumber }: { provider: ProviderName; accountNumber: string },
): Promise<void> {
  await db.loyaltyCard.updateMany({ where: { provider, accountNumber }, data: { pointsAt: null } });
}
