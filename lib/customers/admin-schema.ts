import { z } from "zod";
import { consentResponseFields } from "@/lib/consents/schema";
import { backOfficeAttributes, backOfficeShownAttributes } from "@/lib/fields/attributes-schema";
import { day, email, firstName, gender, instant, lastName, phone, rowId } from "@/lib/platform/response-schema";
import { updateProfileBody } from "@/lib/profile/schema";

const PAGE_MAX = 500;
export const PAGE_BY_DEFAULT = 100;

const limit = z
  .string()
  .refine((text) => /^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= PAGE_MAX, {
    error: "whole_number",
    params: { min: 1, max: PAGE_MAX },
  })
  .transform(Number)
  .meta({ type: "integer", minimum: 1, maximum: PAGE_MAX, examples: [PAGE_BY_DEFAULT] });

/** A place between two customers: the time of a change, exact to the microsecond, and an id. */
const PLACE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)_(\d{1,10})$/;

const cursor = z
  .string()
  .transform((text, context) => {
    const [, at = "", id = ""] = PLACE.exec(text) ?? [];
    if (!Number.isNaN(Date.parse(at)) && Number(id) < 2 ** 31) return { at, id: Number(id) };
    context.addIssue({ code: "custom", message: "invalid" });
    return z.NEVER;
  })
  .meta({ description: "`next` of the page before.", examples: ["2026-02-01T09:30:00.000000Z_42"] });

/** Query of GET /api/admin/customers. */
export const customersQuery = z.object({
  cursor: cursor.optional(),
  updated_since: z.iso
    .datetime({ offset: true, error: "instant" })
    .transform((text) => new Date(text))
    .optional()
    .meta({ description: "Where to begin without a cursor.", examples: ["2026-02-01T09:30:00Z"] }),
  limit: limit.optional(),
});

export type CustomerPlace = z.infer<typeof cursor>;
export type CustomersQuery = z.infer<typeof customersQuery>;

/** Body of PATCH /api/admin/customers/{id}: how customers are reached stays theirs to change. */
export const changeCustomerBody = updateProfileBody
  .pick({
    first_name: true,
    last_name: true,
    gender: true,
    date_of_birth: true,
    language_code: true,
    email_allowed: true,
    sms_allowed: true,
    call_allowed: true,
  })
  .extend({ attributes: backOfficeAttributes })
  .meta({ examples: [{ first_name: "John", call_allowed: false }] });

export type ChangeCustomerBody = z.infer<typeof changeCustomerBody>;

export const adminCustomerResponse = z
  .object({
    id: rowId,
    username: z.string().meta({ examples: ["john.doe"] }),
    email: email.nullable(),
    is_email_proved: z.boolean(),
    phone,
    is_phone_proved: z.boolean(),
    first_name: firstName,
    last_name: lastName,
    gender,
    date_of_birth: day.nullable(),
    ...consentResponseFields,
    language_code: z.string().meta({ examples: ["en-us"] }),
    attributes: backOfficeShownAttributes,
    is_active: z.boolean(),
    date_joined: instant,
    last_login: instant.nullable(),
    modified_at: instant,
    deletion_due_at: instant
      .nullable()
      .meta({ description: "When it is set, the customer is not to be written to or called.", examples: [null] }),
    active_segment: z
      .int()
      .nullable()
      .meta({ examples: [108] }),
    segments: z.array(z.int()).meta({ examples: [[108]] }),
  })
  .meta({ id: "AdminCustomer" });

export const adminCustomersResponse = z
  .object({
    customers: z.array(adminCustomerResponse),
    next: z.string().meta({
      description:
        "The cursor to go on with: now, or where `has_more` is false to hear later of what has changed since.",
      examples: ["2026-02-01T09:30:00.000000Z_42"],
    }),
    has_more: z.boolean(),
  })
  .meta({ id: "AdminCustomers" });

export type AdminCustomerResponse = z.infer<typeof adminCustomerResponse>;
export type AdminCustomersResponse = z.infer<typeof adminCustomersResponse>;
