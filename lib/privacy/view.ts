import type { StoredFile } from "@/lib/adapters/storage/port";
import type { CustomerRow } from "@/lib/customers/store";
import type { MovedIn } from "@/lib/import/store";
import type { LeftAccount } from "@/lib/loyalty/store";
import { instantText } from "@/lib/platform/dates";
import { formattingLocaleOf, type Language } from "@/lib/platform/i18n/languages";
import { messageText } from "@/lib/platform/i18n/translate";
import type { DeletionResponse, ExportLinkResponse } from "@/lib/privacy/schema";
import type { Pending } from "@/lib/privacy/store";
import type { WalletRecord } from "@/lib/wallet/store";
import type { CustomerEvent } from "@/lib/webhooks/event-schema";

export function toDeletionResponse(dueAt: Date | null): DeletionResponse {
  return { deletion_due_at: dueAt && instantText(dueAt) };
}

/** The same as a sentence for the account's owner. */
export function toDeletionNote({ deletion_due_at: dueAt }: DeletionResponse, language: Language): string {
  return messageText(language, "notes.deletion_asked", { date: dayText(new Date(dueAt ?? 0), language) });
}

export function dayText(day: Date, language: Language): string {
  return new Intl.DateTimeFormat(formattingLocaleOf(language), { dateStyle: "long", timeZone: "UTC" }).format(day);
}

export function toDeletionAskedEvent(dueAt: Date): CustomerEvent {
  return { type: "customer.deletion_asked", data: { due_at: instantText(dueAt) } };
}

/** @param expires until when, in seconds since 1970 */
export function toExportLinkResponse(key: string, expires: number): ExportLinkResponse {
  return { url: `/api/users/export/${key}/`, expires_at: instantText(new Date(expires * 1000)) };
}

/** What the profile does not show of the customer's row. */
export function toHeldAccountResponse(customer: CustomerRow): object {
  return {
    username: customer.username,
    confirmed_email: customer.verifiedEmail,
    phone_proved_at: customer.phoneVerifiedAt && instantText(customer.phoneVerifiedAt),
    phone_changed_at: customer.phoneChangedAt && instantText(customer.phoneChangedAt),
    requires_passkey: customer.requiresPasskey,
    last_login: customer.lastLogin && instantText(customer.lastLogin),
    modified_date: instantText(customer.modifiedAt),
    deletion_due_at: customer.deletionDueAt && instantText(customer.deletionDueAt),
  };
}

export function toPictureResponse({ contentType, bytes }: StoredFile): object {
  return { content_type: contentType, base64: Buffer.from(bytes).toString("base64") };
}

export function toPendingResponse({ emailLinks, verifications, loyaltySync }: Pending): object {
  return {
    email_links: emailLinks.map(({ purpose, email, createdAt, expiresAt }) => ({
      purpose,
      email,
      created_at: instantText(createdAt),
      expires_at: instantText(expiresAt),
    })),
    verifications: verifications.map(({ purpose, phone, createdAt, expiresAt }) => ({
      purpose,
      phone,
      created_at: instantText(createdAt),
      expires_at: instantText(expiresAt),
    })),
    loyalty: loyaltySync.map(({ kind, createdAt }) => ({ kind, created_at: instantText(createdAt) })),
  };
}

export function toExportResponse(
  at: Date,
  {
    movedIn,
    leftAccounts,
    walletPasses,
    sessions,
    apiTokens,
    passkeys,
    identities,
    knownDevices,
    activity,
    pending,
    ...parts
  }: Record<string, unknown>,
): object {
  const access = { sessions, api_tokens: apiTokens, passkeys, identities, known_devices: knownDevices };
  const cards = { moved_in: movedIn, left_loyalty_accounts: leftAccounts, wallet_passes: walletPasses };
  return { exported_at: instantText(at), ...parts, ...cards, ...access, activity, pending };
}

export function toMovedInResponse({ source, externalId, at }: MovedIn): object {
  return { source, external_id: externalId, at: instantText(at) };
}

export function toLeftAccountResponse({ provider, accountNumber, leftAt }: LeftAccount & { provider: string }): object {
  return { provider, account_number: accountNumber, left_at: instantText(leftAt) };
}

export function toWalletPassResponse({ platform, createdAt, phones }: WalletRecord): object {
  const registered = phones.map(({ registeredAt }) => ({ registered_at: instantText(registeredAt) }));
  return { platform, created_at: instantText(createdAt), phones: registered };
}

/** @param ledger null when the programme did not tell; `isWhole` whether all of it was read */
export function toHeldLoyaltyResponse(
  card: object,
  account: object | null,
  ledger: { entries: unknown[]; isWhole: boolean } | null,
): object {
  return { card, account, ledger: ledger?.entries ?? null, ledger_complete: ledger?.isWhole ?? false };
}
