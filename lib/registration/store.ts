import { type CustomerRow, customerSelect } from "@/lib/customers/store";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Db, DbTransaction } from "@/lib/platform/db";

export async function findTaken(
  db: Db | DbTransaction,
  { phoneCanonical, emailCanonical }: { phoneCanonical: string; emailCanonical: string },
): Promise<{ phone: boolean; email: boolean }> {
  const rows = await db.customer.findMany({
    where: { OR: [{ phoneCanonical }, { emailCanonical }] },
    select: { phoneCanonical: true, emailCanonical: true },
  });
  return {
    phone: rows.some((row) => row.phoneCanonical === phoneCanonical),
    email: rows.some((row) => row.emailCanonical === emailCanonical),
  };
}

export async function insertCustomer(
  db: Db | DbTransaction,
  data: Prisma.CustomerUncheckedCreateInput,
): Promise<CustomerRow> {
  return db.customer.create({ data, select: customerSelect });
}
