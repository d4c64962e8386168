import type { CustomerRow } from "@/lib/customers/store";

/** The customer's verified number, as written and in canonical form; empty while unverified. */
export function verifiedSpellings({ phone, phoneCanonical, phoneVerifiedAt }: CustomerRow): string[] {
  return phoneVerifiedAt === null ? [] : [phone, phoneCanonical].filter((spelling) => spelling !== null);
}
