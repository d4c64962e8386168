import type { LedgerPage, LoyaltyBalance, LoyaltyMember } from "@/lib/adapters/loyalty-provider/port";
import { maskEmail } from "@/lib/contact/email-rules";
import type { CustomerRow } from "@/lib/customers/store";
import { shownToShopper } from "@/lib/fields/rules";
import type { Field } from "@/lib/fields/service";
import type { AccountProofResponse } from "@/lib/loyalty/account-proof-schema";
import type { DisputedAccount } from "@/lib/loyalty/account-proof-service";
import type {
  LedgerResponse,
  LoyaltyAccountResponse,
  LoyaltyCardResponse,
  LoyaltyUserResponse,
} from "@/lib/loyalty/schema";
import type { LoyaltyCardRow } from "@/lib/loyalty/store";
import { dateText, instantText } from "@/lib/platform/dates";
import type { CustomerEvent } from "@/lib/webhooks/event-schema";

/** The platform's route of the card's page. */
export const CARD_REDIRECT = "omnishop_loyaltycard:loyalty-card";

/** Keys in the document's order; never a secret. */
export function toLoyaltyUserResponse(customer: CustomerRow, fields: readonly Field[]): LoyaltyUserResponse {
  return {
    pk: customer.id,
    username: customer.username,
    first_name: customer.firstName,
    last_name: customer.lastName,
    email: customer.email ?? "",
    is_active: customer.isActive,
    date_joined: instantText(customer.dateJoined),
    last_login: customer.lastLogin && instantText(customer.lastLogin),
    email_allowed: customer.emailAllowed,
    sms_allowed: customer.smsAllowed,
    call_allowed: customer.callAllowed,
    gender: customer.gender,
    attributes: shownToShopper(customer.attributes as Record<string, unknown>, fields),
    phone: customer.phone,
    date_of_birth: dateText(customer.dateOfBirth),
    attributes_kwargs: {},
    user_type: "registered",
    modified_date: instantText(customer.modifiedAt),
  };
}

export function toLoyaltyCardResponse(
  card: LoyaltyCardRow,
  customer: CustomerRow,
  fields: readonly Field[],
): LoyaltyCardResponse {
  return { ...cardFields(card), user: toLoyaltyUserResponse(customer, fields) };
}

/** As much of the customer as a question needs. */
export function toClosingCardResponse(card: LoyaltyCardRow, customer: CustomerRow) {
  const { pk, first_name, last_name, phone } = toLoyaltyUserResponse(customer, []);
  return { ...cardFields(card), user: { pk, first_name, last_name, phone } };
}

function cardFields({ id, accountNumber, createdAt, modifiedAt, number }: LoyaltyCardRow) {
  return {
    pk: Number(id),
    attributes: { account_number: accountNumber },
    created_date: instantText(createdAt),
    modified_date: instantText(modifiedAt),
    number,
  };
}

export function toLoyaltyAccountResponse(member: LoyaltyMember): LoyaltyAccountResponse {
  return {
    first_name: member.firstName,
    last_name: member.lastName,
    phone: member.phone,
    email: member.email,
    gender: member.gender ?? "unknown",
    date_of_birth: member.dateOfBirth,
    email_allowed: member.emailAllowed,
    sms_allowed: member.smsAllowed,
    call_allowed: member.callAllowed,
  };
}

/** As much of an account as somebody needs who may not be its holder. */
export function toAccountProofResponse({ email, dateOfBirth }: DisputedAccount): AccountProofResponse {
  return { email_masked: email && maskEmail(email), has_birth_date: dateOfBirth !== null };
}

/** In the document's other order, without an address. */
export function toUpdatedAccountResponse(member: LoyaltyMember): Omit<LoyaltyAccountResponse, "email"> {
  const { phone, first_name, last_name, email_allowed, sms_allowed, call_allowed, gender, date_of_birth } =
    toLoyaltyAccountResponse(member);
  return { phone, first_name, last_name, email_allowed, sms_allowed, call_allowed, gender, date_of_birth };
}

export function toLedgerResponse(
  { points, owedPoints, pendingPoints, expiring, tier }: LoyaltyBalance,
  page: LedgerPage,
): LedgerResponse {
  return {
    points,
    owed_points: owedPoints,
    pending_points: pendingPoints,
    expiring: expiring && { points: expiring.points, at: instantText(expiring.at) },
    tier: tier && {
      name: tier.name,
      next: tier.next && { name: tier.next.name, missing_points: tier.next.missingPoints },
    },
    entries: page.entries.map(({ id, at, kind, points: change, balance, description, availableAt, expiresAt }) => ({
      id,
      at: instantText(at),
      kind,
      points: change,
      balance,
      description,
      available_at: availableAt && instantText(availableAt),
      expires_at: expiresAt && instantText(expiresAt),
    })),
    next: page.next,
  };
}

export function toCardEvent(
  type: "card.joined" | "card.linked" | "card.left",
  { provider, accountNumber }: Pick<LoyaltyCardRow, "provider" | "accountNumber">,
): CustomerEvent {
  return { type, data: { provider, account_number: accountNumber } };
}
