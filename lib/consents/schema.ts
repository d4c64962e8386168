import { z } from "zod";
import { consent } from "@/lib/platform/fields";
import { instant, ip, rowId } from "@/lib/platform/response-schema";

const MEANING = {
  email: { description: "Consent to email; null: never asked." },
  sms: { description: "Consent to SMS; null: never asked." },
  call: { description: "Consent to calls; null: never asked." },
};

/** The consents as a body may change them. */
export const consentFields = {
  email_allowed: consent.optional().meta(MEANING.email),
  sms_allowed: consent.optional().meta(MEANING.sms),
  call_allowed: consent.optional().meta(MEANING.call),
};

export const consentResponseFields = {
  email_allowed: z.boolean().nullable().meta(MEANING.email),
  sms_allowed: z.boolean().nullable().meta(MEANING.sms),
  call_allowed: z
    .boolean()
    .nullable()
    .meta({ ...MEANING.call, examples: [null] }),
};

/** One receipt: what was answered, when, from where and to which wording. */
export const consentReceiptResponse = z.object({
  id: rowId,
  channel: z.enum(["email", "sms", "call"]),
  old_value: z
    .boolean()
    .nullable()
    .meta({ description: "null: never asked.", examples: [null] }),
  new_value: z.boolean().nullable(),
  at: instant,
  ip,
  wording_version: z.string().meta({ examples: ["2026-01"] }),
  source: z.string().meta({ description: "The form or endpoint it came from.", examples: ["profile"] }),
});

export const consentsResponse = z.object({ receipts: z.array(consentReceiptResponse) }).meta({ id: "Consents" });

export type ConsentReceiptResponse = z.infer<typeof consentReceiptResponse>;
export type ConsentsResponse = z.infer<typeof consentsResponse>;
