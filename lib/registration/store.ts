import { type CustomerRow, customerSelect } from "@/lib/customers/store";
import type { Prisma } from "@/lib/generated/prisma/client";
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
