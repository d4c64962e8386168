import type { LoyaltyAccount, LoyaltyMember } from "@/lib/adapters/loyalty-provider/port";
import { canonicalEmail } from "@/lib/contact/email-rules";
import { canonicalPhone } from "@/lib/contact/phone-rules";
import type { CustomerRow } from "@/lib/customers/store";
import { programmeAttributes } from "@/lib/fields/rules";
import type { Field } from "@/lib/fields/service";
import type { LoyaltyForm } from "@/lib/loyalty/schema";
import { dateText } from "@/lib/platform/dates";

const POINTS_FRESH_SECONDS = 120;

/**
 * Whether an account, open or closed, is the person's own: its phone is the one they verified, its address theirs or
 * unset. An address alone would hand somebody's points to whoever knows it. @param region of numbers without a country code
 */
export function isOwnAccount(
  account: LoyaltyAccount,
  person: { provedPhone: string; email: string | null },
  region: string,
): boolean {
  if (account.phone === null) return false;
  if (canonicalPhone(account.phone, region) !== person.provedPhone) return false;
  return account.email === null || canonicalEmail(account.email) === canonicalEmail(person.email ?? "");
}

/** Whether the programme knows the account's holder by another number or address. @param region as above */
export function isReachedElsewhere(account: LoyaltyMember, member: LoyaltyMember, region: string): boolean {
  const number = ({ phone }: LoyaltyMember) => phone && (canonicalPhone(phone, region) ?? phone);
  const address = ({ email }: LoyaltyMember) => email && canonicalEmail(email);
  return number(account) !== number(member) || (account.email !== null && address(account) !== address(member));
}

/** Whose account is about to be deleted is written to no more: the programme stops at once, whatever they had allowed. */
export function memberOfCustomer(
  customer: Omit<LoyaltyMember, "dateOfBirth" | "attributes"> & Pick<CustomerRow, "dateOfBirth" | "deletionDueAt">,
): LoyaltyMember {
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

/** The attributes that the programme is told with a new account; nothing where the shop has mapped none. */
export function toldOf(
  { attributes }: Pick<CustomerRow, "attributes">,
  fields: readonly Field[],
): Pick<LoyaltyMember, "attributes"> {
  const told = programmeAttributes(attributes as Record<string, unknown>, fields);
  return told ? { attributes: told } : {};
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
