import type { Gender, Prisma } from "@/lib/generated/prisma/client";
import { isUniqueViolation } from "@/lib/platform/database/failures";
import type { Db, DbTransaction } from "@/lib/platform/db";
import { FieldErrors } from "@/lib/platform/errors";
import { appendSteps, appendValues, type NewEvents } from "@/lib/webhooks/event-store";

/** What every signed-in request reads, never the password hash. */
export const customerSelect = {
  id: true,
  username: true,
  email: true,
  verifiedEmail: true,
  phone: true,
  phoneCanonical: true,
  phoneVerifiedAt: true,
  phoneChangedAt: true,
  firstName: true,
  lastName: true,
  gender: true,
  dateOfBirth: true,
  emailAllowed: true,
  smsAllowed: true,
  callAllowed: true,
  languageCode: true,
  avatar: true,
  attributes: true,
  isActive: true,
  version: true,
  dateJoined: true,
  lastLogin: true,
  modifiedAt: true,
  activeSegmentId: true,
  deletionDueAt: true,
  credentialsVersion: true,
  requiresPasskey: true,
} as const satisfies Prisma.CustomerSelect;

export type CustomerRow = Prisma.CustomerGetPayload<{ select: typeof customerSelect }>;

/** A field that is missing here does not compile. */
const CUSTOMER_COLUMNS = {
  id: "id",
  username: "username",
  email: "email",
  verifiedEmail: "verified_email",
  phone: "phone",
  phoneCanonical: "phone_canonical",
  phoneVerifiedAt: "phone_verified_at",
  phoneChangedAt: "phone_changed_at",
  firstName: "first_name",
  lastName: "last_name",
  gender: "gender",
  dateOfBirth: "date_of_birth",
  emailAllowed: "email_allowed",
  smsAllowed: "sms_allowed",
  callAllowed: "call_allowed",
  languageCode: "language_code",
  avatar: "avatar",
  attributes: "attributes",
  isActive: "is_active",
  version: "version",
  dateJoined: "date_joined",
  lastLogin: "last_login",
  modifiedAt: "modified_at",
  activeSegmentId: "active_segment_id",
  deletionDueAt: "deletion_due_at",
  credentialsVersion: "credentials_version",
  requiresPasskey: "requires_passkey",
} as const satisfies Record<keyof CustomerRow, string>;

/** The same columns as a list for SQL, under the names of CustomerRow. @param alias of the table `customer` */
export function customerColumns(alias: string): string {
  return Object.entries(CUSTOMER_COLUMNS)
    .map(([field, column]) => `${alias}.${column} AS "${field}"`)
    .join(", ");
}

/** What may be written; a column that is left out stays as it is. */
export type CustomerColumns = Pick<
  Prisma.CustomerUncheckedUpdateInput,
  | "username"
  | "usernameCanonical"
  | "firstName"
  | "lastName"
  | "gender"
  | "dateOfBirth"
  | "emailAllowed"
  | "smsAllowed"
  | "callAllowed"
  | "languageCode"
  | "phone"
  | "phoneCanonical"
  | "phoneVerifiedAt"
  | "phoneChangedAt"
  | "credentialsVersion"
  | "avatar"
  | "attributes"
>;

/**
 * Writes the given columns and nothing else, so that a parallel change of other columns survives.
 * @param ifVersions the row versions the change was meant for; null for any @returns null when it has none of them
 */
export async function updateCustomerRow(
  db: Db | DbTransaction,
  id: number,
  columns: CustomerColumns,
  { ifVersions, now }: { ifVersions: readonly number[] | null; now: Date },
): Promise<CustomerRow | null> {
  const [row] = await db.customer.updateManyAndReturn({
    where: ifVersions === null ? { id } : { id, version: { in: [...ifVersions] } },
    data: { ...columns, version: { increment: 1 }, modifiedAt: now },
    select: customerSelect,
  });
  return row ?? null;
}

/** What may be written without a look at the row, and has no consequence but an event. */
export type PlainColumns = {
  username?: string;
  usernameCanonical?: string;
  firstName?: string;
  lastName?: string;
  gender?: Gender | null;
  dateOfBirth?: Date | null;
  languageCode?: string;
};

/** The column and type of each. */
const PLAIN_COLUMNS = Object.entries({
  username: ["username", "text"],
  usernameCanonical: ["username_canonical", "text"],
  firstName: ["first_name", "text"],
  lastName: ["last_name", "text"],
  gender: ["gender", '"Gender"'],
  dateOfBirth: ["date_of_birth", "date"],
  languageCode: ["language_code", "text"],
} as const satisfies Record<keyof PlainColumns, readonly [column: string, type: string]>) as [
  keyof PlainColumns,
  readonly [column: string, type: string],
][];

/** One text for whichever columns are written, so that it is planned once. What must hold is asked of the row as locked. */
const UPDATE_PLAIN_SQL = `
  WITH updated AS (
    UPDATE customer c SET version = c.version + 1, modified_at = $3::timestamptz, ${PLAIN_COLUMNS.map(
      ([field, [column, type]], index) =>
        `${column} = CASE WHEN '${field}' = ANY ($7::text[]) THEN $${index + 8}::${type} ELSE c.${column} END`,
    ).join(", ")}
    WHERE c.id = $1 AND ($2::int[] IS NULL OR c.version = ANY ($2::int[]))
    RETURNING ${customerColumns("c")}
  ), ${appendSteps({ held: "updated", events: "(SELECT $4::json FROM updated)", kind: "$5", at: "$6" })}
  SELECT * FROM updated`;

/**
 * The same as updateCustomerRow for plain columns, and its events with it, in one statement.
 * @param ifVersions as for updateCustomerRow @returns null, with no event, when the row has none of them
 */
export async function updatePlainColumns(
  db: Db,
  id: number,
  columns: PlainColumns,
  { ifVersions, now, told }: { ifVersions: readonly number[] | null; now: Date; told: NewEvents },
): Promise<CustomerRow | null> {
  const values = PLAIN_COLUMNS.map(([field]) => columns[field] ?? null);
  const given = [id, ifVersions, now, ...appendValues(told), Object.keys(columns)];
  const [row] = await db.writeRows<CustomerRow>(UPDATE_PLAIN_SQL, [...given, ...values]);
  return row ?? null;
}

export async function getCustomer(db: Db | DbTransaction, id: number): Promise<CustomerRow> {
  return db.customer.findUniqueOrThrow({ where: { id }, select: customerSelect });
}

const LOCKED_SQL = `SELECT ${customerColumns("c")} FROM customer c WHERE id = $1 FOR UPDATE`;

/** Reads a customer and locks the row until the transaction ends. */
export async function getLockedCustomer(db: DbTransaction, id: number): Promise<CustomerRow> {
  const [row] = await db.$queryRawUnsafe<CustomerRow[]>(LOCKED_SQL, id);
  // Refuses an unknown one as that does.
  return row ?? getCustomer(db, id);
}

/** Locks a customer's row until the transaction ends. @returns false when the customer is gone */
export async function lockCustomer(db: DbTransaction, id: number): Promise<boolean> {
  return (await db.$queryRaw<unknown[]>`SELECT 1 FROM customer WHERE id = ${id} FOR UPDATE`).length === 1;
}

/** @returns null while none is proved, in canonical form */
export async function findVerifiedEmail(db: Db, id: number): Promise<string | null> {
  const row = await db.customer.findUnique({ where: { id }, select: { verifiedEmail: true } });
  return row?.verifiedEmail ?? null;
}

/** How a customer is reached, as they wrote it, and what else is told of them. */
export async function findContact(
  db: Db | DbTransaction,
  id: number,
): Promise<Pick<CustomerRow, "phone" | "email" | "attributes"> | null> {
  return db.customer.findUnique({ where: { id }, select: { phone: true, email: true, attributes: true } });
}

/** The keys of pictures that we keep ourselves, of the newest customers who have one. */
export async function readNewestAvatars(db: Db, limit: number): Promise<string[]> {
  const where = { avatar: { startsWith: "avatars/" } };
  const rows = await db.customer.findMany({ where, orderBy: { id: "desc" }, take: limit, select: { avatar: true } });
  return rows.flatMap(({ avatar }) => avatar ?? []);
}

export async function isPhoneTaken(db: Db | DbTransaction, phoneCanonical: string): Promise<boolean> {
  return (await findPhoneOwner(db, phoneCanonical)) !== null;
}

/** Whoever has the number, verified or not. */
export async function findPhoneOwner(
  db: Db | DbTransaction,
  phoneCanonical: string,
): Promise<{ id: number; languageCode: string } | null> {
  return db.customer.findUnique({ where: { phoneCanonical }, select: { id: true, languageCode: true } });
}

const BATCH = 500;

/** The next customers with a number after this id, by id. */
export async function readPhonesAfter(
  db: Db,
  id: number,
): Promise<{ id: number; phone: string; phoneCanonical: string | null }[]> {
  const rows = await db.customer.findMany({
    where: { id: { gt: id }, phone: { not: null } },
    orderBy: { id: "asc" },
    take: BATCH,
    select: { id: true, phone: true, phoneCanonical: true },
  });
  return rows.map(({ phone, ...row }) => ({ ...row, phone: phone ?? "" }));
}

/** @returns false when the number is another customer's */
export async function writeCanonicalPhone(db: Db, id: number, phoneCanonical: string): Promise<boolean> {
  try {
    await db.customer.update({ where: { id }, data: { phoneCanonical }, select: { id: true } });
    return true;
  } catch (error) {
    if (takenError(error)) return false;
    throw error;
  }
}

/** The account that a code to this number opens. */
export type PhoneAccount = {
  id: number;
  credentialsVersion: number;
  phoneChangedAt: Date | null;
  verifiedEmail: string | null;
  languageCode: string;
  lastLogin: Date | null;
  dateJoined: Date;
};

const VERIFIED_PHONE_SQL = `
  SELECT id, credentials_version AS "credentialsVersion", phone_changed_at AS "phoneChangedAt",
    verified_email AS "verifiedEmail", language_code AS "languageCode", last_login AS "lastLogin",
    date_joined AS "dateJoined"
  FROM customer WHERE phone_canonical = $1 AND is_active AND phone_verified_at IS NOT NULL`;

export async function findByVerifiedPhone(db: Db, phoneCanonical: string): Promise<PhoneAccount | null> {
  const [row] = await db.readRows<PhoneAccount>(VERIFIED_PHONE_SQL, [phoneCanonical]);
  return row ?? null;
}

/** What each unique column's value is answered with when it belongs to another customer. */
const TAKEN = {
  username: ["username", "username_taken"],
  phone_canonical: ["phone", "phone_taken"],
  verified_email: ["email", "email_taken"],
} as const;

/** The field error for a violation of one of the table's unique columns; null for any other error. */
export function takenError(error: unknown): FieldErrors | null {
  if (!isUniqueViolation(error)) return null;
  // By Prisma, or by the driver: its details hold the value besides, which may name anything.
  const violated = "constraint" in error ? String(error.constraint) : JSON.stringify("meta" in error ? error.meta : {});
  const column = (Object.keys(TAKEN) as (keyof typeof TAKEN)[]).find((name) => violated.includes(name));
  if (!column) return null;
  const [field, key] = TAKEN[column];
  return FieldErrors.of(field, key);
}
