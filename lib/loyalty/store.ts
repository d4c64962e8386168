import type { LoyaltyBalance, ProviderName } from "@/lib/adapters/loyalty-provider/port";
import { Prisma } from "@/lib/generated/prisma/client";
import { insertMany } from "@/lib/platform/database/insert-many";
import type { Db, DbTransaction } from "@/lib/platform/db";

/** With points and tier as last heard of. */
export type LoyaltyCardRow = {
  id: bigint;
  customerId: number;
  provider: ProviderName;
  accountNumber: string;
  number: string;
  points: number | null;
  pointsAt: Date | null;
  tier: LoyaltyBalance["tier"];
  createdAt: Date;
  modifiedAt: Date;
};

type StoredCard = Omit<LoyaltyCardRow, "provider" | "points" | "tier"> & {
  provider: string;
  points: bigint | null;
  tier: unknown;
};

function asCard(row: StoredCard) {
  return { ...row, points: row.points === null ? null : Number(row.points) } as LoyaltyCardRow;
}

export async function findCard(db: DbTransaction, customerId: number): Promise<LoyaltyCardRow | null> {
  const row = await db.loyaltyCard.findUnique({ where: { customerId } });
  return row && asCard(row);
}

const CARD_SQL = `
  SELECT id, customer_id AS "customerId", provider, account_number AS "accountNumber", number, points, tier,
    points_at AS "pointsAt", created_at AS "createdAt", modified_at AS "modifiedAt"
  FROM loyalty_card WHERE customer_id = $1`;

/** The same outside of a transaction. */
export async function readCard(db: Db, customerId: number): Promise<LoyaltyCardRow | null> {
  const [row] = await db.readRows<StoredCard>(CARD_SQL, [customerId]);
  return row ? asCard(row) : null;
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
  id: bigint,
  { number, now }: { number: string; now: Date },
): Promise<LoyaltyCardRow> {
  const data = { number, modifiedAt: now, pointsAt: null };
  return asCard(await db.loyaltyCard.update({ where: { id }, data }));
}

/** For an account whose number is somebody else's now. */
export async function clearCardNumber(
  db: Db,
  { provider, accountNumber }: { provider: ProviderName; accountNumber: string },
): Promise<void> {
  await db.loyaltyCard.updateMany({ where: { provider, accountNumber }, data: { number: "" } });
}

/** @returns the card that there was */
export async function deleteCard(db: DbTransaction, customerId: number): Promise<LoyaltyCardRow | null> {
  const [row] = await db.$queryRawUnsafe<{ id: bigint; provider: ProviderName; accountNumber: string }[]>(
    `DELETE FROM loyalty_card WHERE customer_id = $1 RETURNING id, provider, account_number AS "accountNumber"`,
    customerId,
  );
  return row ? ({ ...row, customerId } as LoyaltyCardRow) : null;
}

/** Only for exactly this card and account. */
export async function writeBalance(
  db: Db,
  { id, accountNumber }: LoyaltyCardRow,
  { points, tier }: Pick<LoyaltyBalance, "points" | "tier">,
  at: Date,
): Promise<void> {
  const data = { points, pointsAt: at, tier: tier ?? Prisma.DbNull };
  await db.loyaltyCard.updateMany({ where: { id, accountNumber }, data });
}

export async function invalidateCardPoints(
  db: Db,
  { provider, accountNumber }: { provider: ProviderName; accountNumber: string },
): Promise<void> {
  await db.loyaltyCard.updateMany({ where: { provider, accountNumber }, data: { pointsAt: null } });
}

/** The account that the customer had when they left this programme. */
export type LeftAccount = { accountNumber: string; leftAt: Date };

export async function findLeftAccount(
  db: Db | DbTransaction,
  customerId: number,
  provider: ProviderName,
): Promise<LeftAccount | null> {
  return db.leftLoyaltyAccount.findUnique({
    where: { customerId_provider: { customerId, provider } },
    select: { accountNumber: true, leftAt: true },
  });
}

/** Of every programme. */
export async function readLeftAccounts(
  db: Db | DbTransaction,
  customerId: number,
): Promise<(LeftAccount & { provider: ProviderName })[]> {
  const rows = await db.leftLoyaltyAccount.findMany({
    where: { customerId },
    orderBy: { leftAt: "asc" },
    select: { provider: true, accountNumber: true, leftAt: true },
  });
  return rows.map((row) => ({ ...row, provider: row.provider as ProviderName }));
}

/** Takes the place of one that they left before. */
export async function writeLeftAccount(
  db: DbTransaction,
  { customerId, provider, accountNumber }: Pick<LoyaltyCardRow, "customerId" | "provider" | "accountNumber">,
  leftAt: Date,
): Promise<void> {
  await db.leftLoyaltyAccount.upsert({
    where: { customerId_provider: { customerId, provider } },
    create: { customerId, provider, accountNumber, leftAt },
    update: { accountNumber, leftAt },
    select: { customerId: true },
  });
}

const CARD_TYPES = {
  customerId: "int",
  provider: "text",
  accountNumber: "text",
  number: "text",
  createdAt: "timestamptz",
  modifiedAt: "timestamptz",
};

/** For customers and accounts that have none. */
export async function insertCards(
  db: DbTransaction,
  cards: readonly Pick<LoyaltyCardRow, "customerId" | "provider" | "accountNumber" | "number" | "createdAt">[],
): Promise<void> {
  const rows = cards.map((card) => ({ ...card, modifiedAt: card.createdAt }));
  await insertMany(db, "loyalty_card", CARD_TYPES, rows);
}

/** Those of the accounts that have a card. */
export async function readTakenAccounts(
  db: Db | DbTransaction,
  provider: ProviderName,
  accountNumbers: readonly string[],
): Promise<string[]> {
  const rows = await db.$queryRaw<{ accountNumber: string }[]>`SELECT account_number AS "accountNumber"
    FROM loyalty_card WHERE provider = ${provider} AND account_number = ANY (${accountNumbers}::text[])`;
  return rows.map(({ accountNumber }) => accountNumber);
}
