import { z } from "zod";

/** One receipt: what was answered, when, from where and to which wording. */
export const consentReceiptResponse = z.object({
  id: z.number().int(),
  channel: z.enum(["email", "sms", "call"]),
  /** null: never asked. */
  old_value: z.boolean().nullable(),
  new_value: z.boolean().nullable(),
  at: z.string(),
  ip: z.string().nullable(),
  wording_version: z.string(),
  /** The form or endpoint it was given in. */
  source: z.string(),
});

/** What GET /api/users/consents/ answers. */
export const consentsResponse = z.object({ receipts: z.array(consentReceiptResponse) });

export type ConsentReceiptResponse = z.infer<typeof consentReceiptResponse>;
export type ConsentsResponse = z.infer<typeof consentsResponse>;
