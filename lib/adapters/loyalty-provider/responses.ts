import { z } from "zod";
import {
  type ContactForms,
  type LoyaltyAccount,
  type LoyaltyMember,
  LoyaltyUnavailableError,
} from "@/lib/adapters/loyalty-provider/port";

/** Never negative, never text. */
export const wholePoints = z.int().min(0);
export const shortText = z.string().max(300);
/** Can stand in a path; a dot or two would lead elsewhere. */
export const accountNumber = z
  .string()
  .max(100)
  .regex(/^(?!\.{1,2}$)[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/);

/** @throws LoyaltyUnavailableError naming the fields that do not fit, never their values */
export function parseResponse<Shape extends z.ZodType>(schema: Shape, response: unknown): z.infer<Shape> {
  const parsed = schema.safeParse(response);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map(({ path }) => path.join(".") || "all of it");
  throw new LoyaltyUnavailableError(`the response is not as agreed: ${[...new Set(places)].slice(0, 5).join(", ")}`);
}

/** @throws LoyaltyUnavailableError for a response about another account than the one that was asked for */
export function assertSameAccount(answered: string, asked: string): void {
  if (answered !== asked) throw new LoyaltyUnavailableError("the response is about another account");
}

/** A member as programmes are told of them: the phone in E.164, and in plain digits where it does not parse. */
export function withPlainPhone(member: LoyaltyMember, contact: ContactForms): LoyaltyMember {
  return { ...member, phone: member.phone && (contact.phone(member.phone) ?? member.phone) };
}

/** Null matches nothing. */
export function isMatch(
  account: Pick<LoyaltyMember, "phone" | "email">,
  wanted: { phone: string | null; email: string | null },
  contact: ContactForms,
): boolean {
  return isEqual(account.phone, wanted.phone, contact.phone) || isEqual(account.email, wanted.email, contact.email);
}

/**
 * Sent again, a creation answers an account that may have changed since, but not in both.
 * @throws LoyaltyUnavailableError when it has neither the phone nor the address that it was created with
 */
export function assertCreated(account: LoyaltyAccount, member: LoyaltyMember, contact: ContactForms): LoyaltyAccount {
  const isKnowable = member.phone !== null || member.email !== null;
  if (isKnowable && !isMatch(account, member, contact)) {
    throw new LoyaltyUnavailableError("the response is about another account");
  }
  return account;
}

function isEqual(left: string | null, right: string | null, canonical: (text: string) => string | null): boolean {
  if (!left || !right) return false;
  return (canonical(left) ?? left) === (canonical(right) ?? right);
}
