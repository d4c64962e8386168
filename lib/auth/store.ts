import { type CustomerActor, canonicalUsername } from "@/lib/auth/rules";
import type { Db, DbTransaction } from "@/lib/platform/db";

const accountSelect = { id: true, isActive: true, passwordHash: true, credentialsVersion: true } as const;

export type AccountRow = { id: number; isActive: boolean; passwordHash: string | null; credentialsVersion: number };

/**
 * The account whose address it is: that of whoever proved it, else the only one that claims it.
 * @param emailCanonical as canonicalEmail makes it
 */
export async function findAccountByEmail(db: Db, emailCanonical: string): Promise<AccountRow | null> {
  const [first, second] = await db.readRows<AccountRow & { isProved: boolean }>(EMAIL_SQL, [emailCanonical]);
  return first && (first.isProved || !second) ? first : null;
}

const EMAIL_SQL = `
  SELECT id, is_active AS "isActive", password_hash AS "passwordHash", credentials_version AS "credentialsVersion",
    verified_email IS NOT NULL AS "isProved"
  FROM customer WHERE email_canonical = $1 ORDER BY verified_email NULLS LAST LIMIT 2`;

/** The account that has proved the number: until then it may be somebody else's. */
export async function findAccountByPhone(db: Db, phoneCanonical: string): Promise<AccountRow | null> {
  return db.customer.findFirst({ where: { phoneCanonical, phoneVerifiedAt: { not: null } }, select: accountSelect });
}

/** As written, else whatever its case: of old names that differ by it alone each finds its own. */
export async function findAccountByUsername(db: Db, username: string): Promise<AccountRow | null> {
  const where = { OR: [{ username }, { usernameCanonical: canonicalUsername(username) }] };
  const rows = await db.customer.findMany({ where, select: { ...accountSelect, username: true } });
  return rows.find((row) => row.username === username) ?? rows[0] ?? null;
}

export async function findAccountById(db: Db, id: number): Promise<AccountRow | null> {
  return db.customer.findUnique({ where: { id }, select: accountSelect });
}

/** Whether a customer's session or token is still there. */
export async function hasAccess(
  db: DbTransaction,
  customerId: number,
  { kind, id }: Pick<CustomerActor["access"], "kind" | "id">,
): Promise<boolean> {
  const where = { id, customerId };
  return (kind === "token" ? await db.apiToken.count({ where }) : await db.session.count({ where })) === 1;
}

/** Whether a customer's credentials are still those. */
export async function hasCredentials(
  db: DbTransaction,
  { customerId: id, credentialsVersion }: { customerId: number; credentialsVersion: number },
): Promise<boolean> {
  return (await db.customer.count({ where: { id, credentialsVersion } })) === 1;
}

/** Another hash of the same password: nothing that was checked against the former one loses by it. */
export async function replacePasswordHash(
  db: Db,
  id: number,
  { former, renewed }: { former: string; renewed: string },
): Promise<void> {
  // A password that was changed meanwhile stays.
  await db.customer.updateMany({ where: { id, passwordHash: former }, data: { passwordHash: renewed } });
}
