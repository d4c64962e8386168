import type { StoredFile } from "@/lib/adapters/storage/port";
import type { CustomerRow } from "@/lib/customers/store";
import { instantText } from "@/lib/platform/dates";
import type { DeletionResponse, ExportLinkResponse } from "@/lib/privacy/schema";
import type { Pending } from "@/lib/privacy/store";

/** When the account is to be deleted. @param dueAt null when nobody asked for it */
export function toDeletionResponse(dueAt: Date | null): DeletionResponse {
  return { deletion_due_at: dueAt && instantText(dueAt) };
}

/** The link to the file of all data. @param key of the address @param expires until when, in seconds since 1970 */
export function toExportLinkResponse(key: string, expires: number): ExportLinkResponse {
  return { url: `/api/users/export/${key}/`, expires_at: instantText(new Date(expires * 1000)) };
}

/** What the profile does not show of the customer's row. */
export function toHeldAccountResponse(customer: CustomerRow): object {
  return {
    username: customer.username,
    phone_proved_at: customer.phoneVerifiedAt && instantText(customer.phoneVerifiedAt),
    last_login: customer.lastLogin && instantText(customer.lastLogin),
    modified_date: instantText(customer.modifiedAt),
    deletion_due_at: customer.deletionDueAt && instantText(customer.deletionDueAt),
  };
}

/** A picture of ours, as it is. */
export function toPictureResponse({ contentType, bytes }: StoredFile): object {
  return { content_type: contentType, base64: Buffer.from(bytes).toString("base64") };
}

/** What is under way: a link that was mailed, a number that a code was sent to, a change that the programme is to hear of. */
export function toPendingResponse({ emailLinks, verifications, loyaltyTasks }: Pending): object {
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
    loyalty: loyaltyTasks.map(({ kind, createdAt }) => ({ kind, created_at: instantText(createdAt) })),
  };
}

/** The file of all data. @param parts by their names in it, each as its own domain shows it */
export function toExportResponse(
  at: Date,
  { apiTokens, activity, pending, ...parts }: Record<string, unknown>,
): object {
  return { exported_at: instantText(at), ...parts, api_tokens: apiTokens, activity, pending };
}

/** The card with what the programme told. @param ledger null when it did not; `isWhole` whether all of it was read */
export function toHeldLoyaltyResponse(
  card: object,
  account: object | null,
  ledger: { entries: unknown[]; isWhole: boolean } | null,
): object {
  return { card, account, ledger: ledger?.entries ?? null, ledger_complete: ledger?.isWhole ?? false };
}
