import { verifiedPhoneOf } from "@/lib/customers/rules";
import type { CustomerRow } from "@/lib/customers/store";

/** The customer's verified number, as written and in canonical form; empty while unverified. */
export function verifiedSpellings(customer: CustomerRow): string[] {
  const canonical = verifiedPhoneOf(customer);
  return canonical === null ? [] : [customer.phone ?? canonical, canonical];
}
