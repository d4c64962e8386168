import { type CustomerRow, customerSelect } from "@/lib/customers/store";
import type { Prisma } from "@/lib/generated/prisma/client";
import { insertMany } from "@/lib/platform/database/insert-many";
import type { Db, DbTransaction } from "@/lib/platform/db";

/** Whether another has the number, or has proved the address. */
export async function findTaken(
  db: Db | DbTransaction,
  { phoneCanonical, emailCanonical }: { phoneCanonical: string; emailCanonical: string },
): Promise<{ phone: boolean; email: boolean }> {
  const rows = await db.customer.findMany({
    where: { OR: [{ phoneCanonical }, { verifiedEmail: emailCanonical }] },
    select: { phoneCanonical: true, verifiedEmail: true },
  });
  return {
    phone: rows.some((row) => row.phoneCanonical === phoneCanonical),
    email: rows.some((row) => row.verifiedEmail === emailCanonical),
  };
}

export async function insertCustomer(
  db: DbTransaction,
  data: Prisma.CustomerUncheckedCreateInput,
): Promise<CustomerRow> {
  return db.customer.create({ data, select: customerSelect });
}

const CUSTOMER_TYPES = {
  username: "text",
  usernameCanonical: "text",
  email: "text",
  emailCanonical: "text",
  verifiedEmail: "text",
  phone: "text",
  phoneCanonical: "text",
  phoneVerifiedAt: "timestamptz",
  passwordHash: "text",
  firstName: "text",
  lastName: "text",
  gender: '"Gender"',
  dateOfBirth: "date",
  emailAllowed: "boolean",
  smsAllowed: "boolean",
  callAllowed: "boolean",
  languageCode: "text",
  avatar: "text",
  attributes: "json",
  isActive: "boolean",
  dateJoined: "timestamptz",
  lastLogin: "timestamptz",
  modifiedAt: "timestamptz",
  activeSegmentId: "int",
};

/** Customers who come all at once; what is unique is theirs alone. */
export type NewCustomerColumns = { [Column in keyof typeof CUSTOMER_TYPES]: CustomerColumn<Column> };
type CustomerColumn<Column> = Column extends "passwordHash"
  ? string | null
  : Column extends "attributes"
    ? Record<string, unknown>
    : Column extends keyof CustomerRow
      ? CustomerRow[Column]
      : string | null;

/** @returns which customer each username is */
export async function insertCustomers(
  db: DbTransaction,
  customers: readonly NewCustomerColumns[],
): Promise<Map<string, number>> {
  const rows = await insertMany<NewCustomerColumns, Pick<CustomerRow, "id" | "username">>(
    db,
    "customer",
    CUSTOMER_TYPES,
    customers,
    ["id", "username"],
  );
  return new Map(rows.map(({ id, username }) => [username, id]));
}

/** Of these, what other customers have: their numbers and usernames, and the addresses that they have proved. */
export async function readTaken(
  db: Db | DbTransaction,
  { phones, emails, usernames }: { phones: readonly string[]; emails: readonly string[]; usernames: readonly string[] },
): Promise<{ phone: string | null; email: string | null; username: string }[]> {
  return db.$queryRaw`SELECT phone_canonical AS phone, verified_email AS email, username_canonical AS username
    FROM customer WHERE phone_canonical = ANY (${phones}::text[]) OR verified_email = ANY (${emails}::text[])
      OR username_canonical = ANY (${usernames}::text[])`;
}
