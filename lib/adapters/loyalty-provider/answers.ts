import { z } from "zod";
import { type LoyaltyAccount, type LoyaltyMember, LoyaltyUnavailableError } from "@/lib/adapters/loyalty-provider/port";
import { canonicalEmail, canonicalPhone } from "@/lib/contact/rules";

/* What an answer must be before anybody believes it, whichever programme gave it. */

/** Points that can be shown: whole, never negative, never text. */
export const wholePoints = z.int().min(0);
/** A text as long as a person's data can be. */
export const shortText = z.string().max(300);
/** Can stand in a path as it is printed on a card; a dot or two would lead elsewhere. */
export const accountNumber = z
  .string()
  .max(100)
  .regex(/^(?!\.{1,2}$)[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/);

/**
 * Reads an answer by its schema.
 *
 * @throws LoyaltyUnavailableError when it does not fit; which fields do not, but never their values
 */
export function believe<Shape extends z.ZodType>(schema: Shape, answer: unknown): z.infer<Shape> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map(({ path }) => path.join(".") || "all of it");
  throw new LoyaltyUnavailableError(`the answer is not as agreed: ${[...new Set(places)].slice(0, 5).join(", ")}`);
}

/** @throws LoyaltyUnavailableError when an answer is about another account than the one that was asked for */
export function assertSameAccount(answered: string, asked: string): void {
  if (answered !== asked) throw new LoyaltyUnavailableError("the answer is about another account");
}

/**
 * Whether an account has this phone or this address; null matches nothing.
 *
 * @param region for phones without a country code
 */
export function isMatch(
  account: Pick<LoyaltyMember, "phone" | "email">,
  wanted: { phone: string | null; email: string | null },
  region: string,
): boolean {
  return (
    isEqual(account.phone, wanted.phone, (phone) => canonicalPhone(phone, region)) ||
    isEqual(account.email, wanted.email, canonicalEmail)
  );
}

/**
 * The account that a creation answered. It may have been changed since, when the creation is sent again, but not in all
 * by which it can be known.
 *
 * @throws LoyaltyUnavailableError when it has neither the phone nor the address that it was created with
 */
export function assertCreated(account: LoyaltyAccount, member: LoyaltyMember, region: string): LoyaltyAccount {
  const isKnowable = member.phone !== null || member.email !== null;
  if (isKnowable && !isMatch(account, member, region)) {
    throw new LoyaltyUnavailableError("the answer is about another account");
  }
  return account;
}

function isEqual(left: string | null, right: string | null, canonical: (text: string) => string | null): boolean {
  if (!left || !right) return false;
  return (canonical(left) ?? left) === (canonical(right) ?? right);
}
