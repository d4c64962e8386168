import { createLink } from "@/lib/credentials/link-service";
import type { Change, FormerAccess, Recoverable } from "@/lib/credentials/store";
import { verifiedPhoneOf } from "@/lib/customers/rules";
import type { Deps } from "@/lib/deps";
import { queueMail, queueSms } from "@/lib/notifications/service";
import type { DbTransaction } from "@/lib/platform/db";
import { languageFor } from "@/lib/platform/i18n/languages";

/* Alerts: what people are told, and may undo, when something that opens their account has changed or a device is new. */

/** A customer as they were before the change. */
export type FormerCustomer = Omit<Recoverable, "firstName" | "lastName" | "isActive" | "emailCanonical">;

/**
 * Mails an alert. A proved address gets a link that undoes the change; an unproved one may be somebody else's.
 * @param customer as before the change
 */
export async function queueMailAlert(
  transaction: DbTransaction,
  deps: Deps,
  customer: FormerCustomer,
  change: Change,
  values: Record<string, string> = {},
): Promise<void> {
  const { email, verifiedEmail } = customer;
  if (!email) return;
  const remedy = verifiedEmail === null ? resetPage(deps) : await undoPage(transaction, deps, customer, change);
  await queueMail(deps, transaction, {
    to: email,
    template: change,
    language: languageOf(deps, customer),
    values: { ...values, remedy },
  });
}

/** Alerts the number that the account had until now, with a link that undoes the change if it was proved. */
export async function queueSmsAlert(transaction: DbTransaction, deps: Deps, customer: FormerCustomer): Promise<void> {
  const { phoneCanonical: phone } = customer;
  if (!phone) return;
  const change = "phone_changed";
  const isVerified = verifiedPhoneOf(customer) !== null;
  const remedy = isVerified ? await undoPage(transaction, deps, customer, change) : resetPage(deps);
  const language = languageOf(deps, customer);
  await queueSms(deps, transaction, { to: phone, template: change, language, values: { remedy } });
}

async function undoPage(
  transaction: DbTransaction,
  deps: Deps,
  customer: FormerCustomer,
  change: Change,
): Promise<string> {
  const { id: customerId, email, verifiedEmail, phone, phoneCanonical, phoneVerifiedAt, phoneChangedAt } = customer;
  const former: FormerAccess = {
    change,
    email,
    verifiedEmail,
    phone,
    phoneCanonical,
    phoneVerifiedAt: phoneVerifiedAt?.toISOString() ?? null,
    phoneChangedAt: phoneChangedAt?.toISOString() ?? null,
    requiresPasskey: customer.requiresPasskey,
  };
  const token = await createLink(transaction, deps, { purpose: "undo", customerId, former });
  return `${deps.env.APP_URL}/undo?key=${token}`;
}

function resetPage({ env }: Deps): string {
  return `${env.APP_URL}/reset`;
}

function languageOf({ env }: Deps, { languageCode }: Pick<FormerCustomer, "languageCode">) {
  return languageFor(languageCode, env.DEFAULT_LANGUAGE);
}
