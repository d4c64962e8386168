import { z } from "zod";
import { instant } from "@/lib/platform/response-schema";

/*
 * The events that other systems are sent. They are thin: ids, and what the change was. Names, addresses and numbers are
 * asked for where they are allowed, at /api/admin/customers.
 */

const customer_id = z.int().meta({ description: "The customer's `pk`.", examples: [42] });
const channel = z.enum(["email", "sms", "call"]);
const segment_id = z.int().meta({ description: "The segment's `pk`.", examples: [108] });
const account = {
  provider: z.enum(["embedded", "http", "voucherify"]).meta({ description: "The loyalty programme." }),
  account_number: z.string().meta({ examples: ["7000123412341234"] }),
};

const consent = z.object({
  customer_id,
  channel,
  old_value: z
    .boolean()
    .nullable()
    .meta({ description: "null: never asked.", examples: [null] }),
  wording_version: z.string().meta({ examples: ["2026-01"] }),
  source: z.string().meta({ description: "The form or endpoint it came from.", examples: ["profile"] }),
});
const card = z.object({ customer_id, ...account });

/** What each type of event brings in `data`. */
export const EVENTS = {
  "customer.created": z.object({ customer_id }).meta({ description: "An account was made." }),
  "customer.updated": z
    .object({
      customer_id,
      fields: z.array(z.string()).meta({ description: "Which were written.", examples: [["first_name", "phone"]] }),
    })
    .meta({ description: "Fields of a profile were written, whoever did." }),
  "customer.contact_proved": z
    .object({ customer_id, contact: z.enum(["email", "phone"]) })
    .meta({ description: "The customer has shown that the address or number is theirs." }),
  "customer.deletion_asked": z
    .object({ customer_id, due_at: instant })
    .meta({ description: "The account will be deleted: stop writing and calling now, whatever consents it had." }),
  "customer.deletion_withdrawn": z
    .object({ customer_id })
    .meta({ description: "The account stays, and its consents count again." }),
  "customer.deleted": z.object({ customer_id }).meta({ description: "The account is gone: forget the customer." }),
  "consent.given": consent.meta({ description: "The customer agrees to be written to or called." }),
  "consent.withdrawn": consent.meta({ description: "The customer no longer agrees, or never did." }),
  "segment.assigned": z
    .object({ customer_id, segment_id })
    .meta({ description: "The customer may shop with the segment." }),
  "segment.switched": z
    .object({ customer_id, segment_id })
    .meta({ description: "The customer shops with the segment from now on." }),
  "segment.removed": z.object({ customer_id, segment_id, was_active: z.boolean() }).meta({
    description: "The customer may shop with the segment no longer; where it was the active one, none is.",
  }),
  "card.joined": card.meta({ description: "The customer has joined the programme, or come back to it." }),
  "card.linked": card.meta({ description: "The customer has linked an account that they had." }),
  "card.left": card.meta({ description: "The customer has left the programme." }),
  "points.changed": z
    .object({
      customer_id,
      account_number: account.account_number,
      kind: z.enum(["welcome", "earn", "spend", "reverse", "expire", "adjust"]),
      points: z.int().meta({ description: "Signed.", examples: [-50] }),
    })
    .meta({
      description: "Points of the embedded programme came or went, on an account that a customer has a card of.",
    }),
} as const;

export type EventType = keyof typeof EVENTS;

export const EVENT_TYPES = Object.keys(EVENTS) as [EventType, ...EventType[]];

/** What happened to a customer: a type and its data, without whose it is. */
export type CustomerEvent = {
  [Type in EventType]: { type: Type; data: Omit<z.input<(typeof EVENTS)[Type]>, "customer_id"> };
}[EventType];

/** Sent by `npm run admin -- webhooks test`. */
export const TEST_EVENT = "webhook.test";

/** A message as it is sent, one for each type. */
export function messageSchema<Type extends EventType>(type: Type) {
  return z.object({
    type: z.literal(type),
    timestamp: instant.meta({ description: "When it happened." }),
    data: EVENTS[type],
  });
}
