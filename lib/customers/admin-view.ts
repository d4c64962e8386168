import type {
  AdminCustomerResponse,
  AdminCustomersResponse,
  CustomerPlace,
  CustomersQuery,
} from "@/lib/customers/admin-schema";
import type { AdminCustomerRow } from "@/lib/customers/admin-store";
import { verifiedPhoneOf } from "@/lib/customers/rules";
import { dateText, instantText } from "@/lib/platform/dates";

export function toAdminCustomerResponse(row: AdminCustomerRow): AdminCustomerResponse {
  return {
    id: row.id,
    username: row.username,
    email: row.email,
    is_email_proved: row.verifiedEmail !== null,
    phone: row.phone,
    is_phone_proved: verifiedPhoneOf(row) !== null,
    first_name: row.firstName,
    last_name: row.lastName,
    gender: row.gender,
    date_of_birth: dateText(row.dateOfBirth),
    email_allowed: row.emailAllowed,
    sms_allowed: row.smsAllowed,
    call_allowed: row.callAllowed,
    language_code: row.languageCode,
    attributes: row.attributes as Record<string, unknown>,
    is_active: row.isActive,
    date_joined: instantText(row.dateJoined),
    last_login: row.lastLogin && instantText(row.lastLogin),
    modified_at: row.changedAt,
    deletion_due_at: row.deletionDueAt && instantText(row.deletionDueAt),
    active_segment: row.activeSegmentId,
    segments: row.segments,
  };
}

/** Where a list begins. */
export function toPlace({ cursor, updated_since: since = new Date(0) }: CustomersQuery): CustomerPlace {
  return cursor ?? { at: instantText(since), id: 0 };
}

/** @param page.next where to go on from */
export function toAdminCustomersResponse(
  rows: readonly AdminCustomerRow[],
  { next, hasMore }: { next: CustomerPlace; hasMore: boolean },
): AdminCustomersResponse {
  return { customers: rows.map(toAdminCustomerResponse), next: toCursor(next), has_more: hasMore };
}

function toCursor({ at, id }: CustomerPlace): string {
  return `${at}_${id}`;
}
