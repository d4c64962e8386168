import { hasAccess } from "@/lib/auth/store";
import type { ConsentAnswers } from "@/lib/consents/rules";
import { type CustomerRow, getLockedCustomer, isPhoneTaken } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import type { DbTransaction } from "@/lib/platform/db";
import { definedOnly } from "@/lib/profile/rules";
import { writeLocked } from "@/lib/profile/write-service";

/** What a loyalty card's form brings into the profile (`is_sync`); undefined stays as it is. */
export type CardData = {
  firstName: string;
  lastName: string;
  gender: "female" | "male" | null;
  dateOfBirth: string | null | undefined;
  phone: { written: string; canonical: string; isProved: boolean };
  consents: ConsentAnswers;
};

/**
 * Writes what a loyalty card brings, in the transaction that makes the card: the server's attributes, and with `data`
 * the profile too. The email address is not part of it, as nobody verified it; a number of another account is left
 * out, and so is a new one once whoever brought it is signed out: an owner who recovers the account ends that as well.
 * @param keepSession the session that asked and outlives a changed number; null for none, which changes no number
 */
export async function applyCardData(
  transaction: DbTransaction,
  deps: Deps,
  customerId: number,
  {
    attributes: marks,
    data,
    ip,
    source,
    keepSession,
  }: {
    attributes: Record<string, true>;
    data: CardData | null;
    ip: string;
    source: string;
    keepSession: number | null;
  },
): Promise<CustomerRow> {
  const current = await getLockedCustomer(transaction, customerId);
  const marked = { ...(current.attributes as object), ...marks };
  const attributes = Object.keys(marks).length > 0 ? marked : undefined;
  const context = { ip, source, ifMatch: null };
  const keepSessionId = keepSession === null ? null : BigInt(keepSession);
  const mayChangePhone = async (phone: string) =>
    keepSessionId !== null &&
    (await hasAccess(transaction, customerId, { kind: "session", id: keepSessionId })) &&
    !(await isPhoneTaken(transaction, phone));
  const takesPhone =
    data?.phone.isProved &&
    (data.phone.canonical === current.phoneCanonical || (await mayChangePhone(data.phone.canonical)));
  // Fewer digits than a sign-in takes are enough for a card, not to open the account by.
  const verifiedAt = deps.env.LOYALTY_OTP_LENGTH >= deps.env.OTP_LENGTH ? deps.now() : null;
  const columns = definedOnly({
    attributes,
    ...(data && {
      firstName: data.firstName,
      lastName: data.lastName,
      gender: data.gender,
      dateOfBirth: data.dateOfBirth && new Date(data.dateOfBirth),
    }),
    ...(takesPhone && {
      phone: data.phone.written,
      phoneCanonical: data.phone.canonical,
      phoneVerifiedAt: data.phone.canonical === current.phoneCanonical ? current.phoneVerifiedAt : verifiedAt,
    }),
  });
  const write = { columns, consents: data?.consents, keepSessionId, isFromCard: true };
  return writeLocked(transaction, deps, current, write, context);
}
