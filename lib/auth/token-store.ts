import { type CustomerRow, customerColumns } from "@/lib/customers/store";
import type { Db, DbTransaction } from "@/lib/platform/db";

export type TokenCustomerRow = CustomerRow & {
  tokenId: bigint;
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  clientType: string | null;
};

const tokenSelect = {
  id: true,
  name: true,
  createdAt: true,
  lastUsedAt: true,
  expiresAt: true,
  clientType: true,
} as const;

export type TokenRow = {
  id: bigint;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  clientType: string | null;
};

const TOKEN_SQL = `
  SELECT t.id AS "tokenId", t.created_at AS "createdAt", t.last_used_at AS "lastUsedAt", t.expires_at AS "expiresAt",
    t.client_type AS "clientType", ${customerColumns("c")}
  FROM api_token t JOIN customer c ON c.id = t.customer_id
  WHERE t.token_hash = $1`;

export async function findTokenCustomer(db: Db, tokenHash: string): Promise<TokenCustomerRow | null> {
  const [row] = await db.readRows<TokenCustomerRow>(TOKEN_SQL, [tokenHash]);
  return row ?? null;
}

/** @returns the row as it was written */
export async function insertToken(
  db: Db | DbTransaction,
  token: Omit<TokenRow, "id" | "lastUsedAt"> & { tokenHash: string; customerId: number },
): Promise<TokenRow> {
  return db.apiToken.create({ data: token, select: tokenSelect });
}

export async function readTokens(db: Db, customerId: number): Promise<TokenRow[]> {
  return db.apiToken.findMany({ where: { customerId }, orderBy: { id: "desc" }, select: tokenSelect });
}

export async function touchToken(db: Db, id: bigint, now: Date): Promise<void> {
  await db.apiToken.updateMany({ where: { id }, data: { lastUsedAt: now } });
}

/** @returns the token's name, or null when there is none */
export async function deleteToken(db: Db, customerId: number, id: bigint): Promise<string | null> {
  const token = await db.apiToken.findFirst({ where: { id, customerId }, select: { name: true } });
  const { count } = await db.apiToken.deleteMany({ where: { id, customerId } });
  return count === 1 ? (token?.name ?? "") : null;
}

export async function deleteTokens(db: DbTransaction, customerId: number): Promise<void> {
  await db.apiToken.deleteMany({ where: { customerId } });
}
