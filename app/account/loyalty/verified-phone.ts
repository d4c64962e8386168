import type { CustomerRow } from "@/lib/customers/store";

/** The customer's proved number as it was written and in its canonical form; none while it is not proved. */
export function verifiedSpellings({ phone, phoneCanonical, phoneVerifiedAt }: CustomerRow): string[] {
  return phoneVerifiedAt === null ? [] : [phone, phoneCanonical].filter((spelling) => spelling !== null);
}
