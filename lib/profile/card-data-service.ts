import { type CustomerChange, type CustomerRow, isPhoneTaken, lockCustomer } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import type { DbTransaction } from "@/lib/platform/db";
import type { ProfileChange } from "@/lib/profile/schema";
import { afterPhoneChange, given, updateLocked, write } from "@/lib/profile/write-service";

/** What a loyalty card's form brings into the profile (`is_sync`); undefined stays as it is. */
export type CardData = {
  firstName: string;
  lastName: string;
  gender: "female" | "male" | null;
  dateOfBirth: string | null | undefined;
  phone: { written: string; canonical: string; isProved: boolean };
  consents: ProfileChange["consents"];
};

/**
 * Writes what a loyalty card brings, in the transaction that makes the card: the server's attributes, and with `data`
 * the profile too. The address is not among it: nobody proved it. A number that is somebody else's by now is left out.
 *
 * @param keepSession the session that outlives a changed number
 */
export async function applyCardData(
  transaction: DbTransaction,
  deps: Deps,
  customerId: number,
  {
    attributes,
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
  const current = await lockCustomer(transaction, customerId);
  const marks = Object.keys(attributes).length > 0;
  const merged = { ...(current.attributes as Record<string, unknown>), ...attributes };
  const columns: CustomerChange = marks ? { attributes: merged as object } : {};
  const circumstances = { ip, source, ifVersions: null };
  if (!data) return write(transaction, deps, current, columns, circumstances);
  const { firstName, lastName, gender, dateOfBirth, phone, consents } = data;
  const isNewPhone = phone.canonical !== current.phoneCanonical;
  const takesPhone = phone.isProved && !(isNewPhone && (await isPhoneTaken(transaction, phone.canonical)));
  const all = given({
    ...columns,
    firstName,
    lastName,
    gender,
    dateOfBirth: dateOfBirth && new Date(dateOfBirth),
    phone: takesPhone ? phone.written : undefined,
    phoneCanonical: takesPhone ? phone.canonical : undefined,
    phoneVerifiedAt: takesPhone ? deps.now() : undefined,
  });
  const row = await updateLocked(transaction, deps, current, { attributes: undefined, consents }, all, circumstances);
  if (takesPhone && isNewPhone) await afterPhoneChange(transaction, deps, current, { keepSession, ip });
  return row;
}
