import type { CustomerPlace } from "@/lib/customers/admin-schema";
import { type CustomerRow, customerColumns } from "@/lib/customers/store";
import type { Db, DbTransaction } from "@/lib/platform/db";

export type AdminCustomerRow = CustomerRow & {
  /** The ids of their segments. */
  segments: number[];
  /** When they were changed, exact to the microsecond, which a Date is not. */
  changedAt: string;
};

const COLUMNS = `${customerColumns("c")},
  to_char(c.modified_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "changedAt",
  ARRAY(SELECT segment_id FROM segment_membership WHERE customer_id = c.id ORDER BY 1) AS segments`;

/** By when they were changed, then id. @param after the place before the first */
export async function readCustomersAfter(db: Db, after: CustomerPlace, limit: number): Promise<AdminCustomerRow[]> {
  return db.$queryRawUnsafe<AdminCustomerRow[]>(
    `SELECT ${COLUMNS} FROM customer c WHERE (c.modified_at, c.id) > ($1::timestamptz, $2::int)
     ORDER BY c.modified_at, c.id LIMIT $3::int`,
    after.at,
    after.id,
    limit,
  );
}

export async function findAdminCustomer(db: Db | DbTransaction, id: number): Promise<AdminCustomerRow | null> {
  const [row] = await db.$queryRawUnsafe<AdminCustomerRow[]>(
    `SELECT ${COLUMNS} FROM customer c WHERE c.id = $1::int`,
    id,
  );
  return row ?? null;
}
