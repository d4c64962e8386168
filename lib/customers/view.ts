import type { CustomerColumns, CustomerRow } from "@/lib/customers/store";
import type { CustomerEvent } from "@/lib/webhooks/event-schema";

/** What other systems are told of, by their names; consents are events of their own. */
const FIELDS = {
  username: "username",
  firstName: "first_name",
  lastName: "last_name",
  gender: "gender",
  dateOfBirth: "date_of_birth",
  languageCode: "language_code",
  phone: "phone",
  avatar: "avatar",
  attributes: "attributes",
} as const satisfies Partial<Record<keyof CustomerColumns, string>>;

/** The events of columns that are written. @param current the row before */
export function toUpdateEvents(
  current: Pick<CustomerRow, "phoneVerifiedAt">,
  columns: CustomerColumns,
): CustomerEvent[] {
  const fields = Object.entries(FIELDS).flatMap(([column, field]) => (column in columns ? field : []));
  const { phoneVerifiedAt } = columns;
  const isProved = phoneVerifiedAt instanceof Date && phoneVerifiedAt.getTime() !== current.phoneVerifiedAt?.getTime();
  return [
    ...(fields.length > 0 ? [{ type: "customer.updated", data: { fields } } as const] : []),
    ...(isProved ? [{ type: "customer.contact_proved", data: { contact: "phone" } } as const] : []),
  ];
}
