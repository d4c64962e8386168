import type { Db } from "@/lib/platform/db";

const accountSelect = { id: true, isActive: true, passwordHash: true } as const;

/** What a sign-in needs to know of an account. */
export type AccountRow = { id: number; isActive: boolean; passwordHash: string | null };

/** The account with this address, whatever its letter case. */
export async function findAccountByEmail(db: Db, emailCanonical: string): Promise<AccountRow | null> {
  return db.customer.findUnique({ where: { emailCanonical }, select: accountSelect });
}

/** The account with this username. */
export async function findAccountByUsername(db: Db, username: string): Promise<AccountRow | null> {
  return db.customer.findUnique({ where: { username }, select: accountSelect });
}

/** The account with this id. */
export async function findAccountById(db: Db, id: number): Promise<AccountRow | null> {
  return db.customer.findUnique({ where: { id }, select: accountSelect });
}

/** The active customer who has proved that this number is his. */
export async function findIdByProvedPhone(db: Db, phoneCanonical: string): Promise<number | null> {
  const customer = await db.customer.findUnique({
    where: { phoneCanonical, isActive: true, phoneVerifiedAt: { not: null } },
    select: { id: true },
  });
  return customer?.id ?? null;
}

/** What a token by sign-in is called. */
export const SIGN_IN_TOKEN = "Sign-in";

const apiTokenSelect = {
  id: true,
  name: true,
  createdAt: true,
  lastUsedAt: true,
  expiresAt: true,
  clientType: true,
} as const;

/** An API token, never its hash. */
export type ApiTokenRow = {
  id: number;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  clientType: string | null;
};

/** Keeps a token's hash. @returns the row it made */
export async function insertApiToken(
  db: Db,
  token: {
    tokenHash: string;
    customerId: number;
    name: string;
    createdAt: Date;
    expiresAt: Date | null;
    clientType: string | null;
  },
): Promise<ApiTokenRow> {
  return db.apiToken.create({ data: token, select: apiTokenSelect });
}

/** The customer's tokens, newest first, never their hashes. */
export async function readApiTokens(db: Db, customerId: number): Promise<ApiTokenRow[]> {
  return db.apiToken.findMany({
    where: { customerId },
    orderBy: { id: "desc" },
    select: apiTokenSelect,
  });
}

/** Deletes one of the customer's own tokens. @returns whether there was one */
export async function deleteApiToken(db: Db, customerId: number, id: number): Promise<boolean> {
  const { count } = await db.apiToken.deleteMany({ where: { id, customerId } });
  return count === 1;
}

/** Deletes all but the newest tokens of a name. */
export async function keepNewestTokens(db: Db, customerId: number, name: string, count: number): Promise<void> {
  const [newestToGo] = await db.apiToken.findMany({
    where: { customerId, name },
    orderBy: { id: "desc" },
    skip: count,
    take: 1,
    select: { id: true },
  });
  if (newestToGo) await db.apiToken.deleteMany({ where: { customerId, name, id: { lte: newestToGo.id } } });
}
