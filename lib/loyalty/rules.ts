import type { LoyaltyAccount, LoyaltyMember } from "@/lib/adapters/loyalty-provider/port";
import { canonicalEmail } from "@/lib/contact/email-rules";
import { canonicalPhone } from "@/lib/contact/phone-rules";
import type { CustomerRow } from "@/lib/customers/store";
import type { LoyaltyForm } from "@/lib/loyalty/schema";
import { dateText } from "@/lib/platform/dates";

export const POINTS_FRESH_SECONDS = 120;

/**
 * Whether an account is the person's own: its phone is the one they verified, its address theirs or unset. An address
 * alone would hand somebody's points to whoever knows it. @param region of numbers without a country code
 */
export function isOwnAccount(
  account: LoyaltyAccount,
  person: { provedPhone: string; email: string | null },
  region: string,
): boolean {
  if (!account.isActive || account.phone === null) return false;
  if (canonicalPhone(account.phone, region) !== person.provedPhone) return false;
  return account.email === null || canonicalEmail(account.email) === canonicalEmail(person.email ?? "");
}

/** Whose account is about to be deleted is written to no more: the programme stops at once, whatever they had allowed. */
export function memberOfCustomer(customer: CustomerRow): LoyaltyMember {
  const isLeaving = customer.deletionDueAt !== null;
  return {
    firstName: customer.firstName,
    lastName: customer.lastName,
    phone: customer.phone,
    email: customer.email,
    gender: customer.gender,
    dateOfBirth: dateText(customer.dateOfBirth),
    emailAllowed: isLeaving ? false : customer.emailAllowed,
    smsAllowed: isLeaving ? false : customer.smsAllowed,
    callAllowed: isLeaving ? false : customer.callAllowed,
  };
}

/** What was submitted, and for the rest what is known already. */
export function memberOf(
  form: LoyaltyForm,
  known: Pick<LoyaltyMember, "email" | "dateOfBirth" | "emailAllowed" | "smsAllowed" | "callAllowed">,
): LoyaltyMember {
  const { consents } = form;
  return {
    firstName: form.firstName,
    lastName: form.lastName,
    phone: form.phone,
    email: form.email ?? known.email,
    gender: form.gender,
    dateOfBirth: form.dateOfBirth === undefined ? known.dateOfBirth : form.dateOfBirth,
    emailAllowed: consents.email ?? known.emailAllowed,
    smsAllowed: consents.sms ?? known.smsAllowed,
    callAllowed: consents.call ?? known.callAllowed,
  };
}

export function isFresh(pointsAt: Date | null, now: Date): boolean {
  return pointsAt !== null && now.getTime() - pointsAt.getTime() < POINTS_FRESH_SECONDS * 1000;
}
