import { z } from "zod";
import { emailText, phoneText } from "@/lib/contact/schema";
import { presence, textLine } from "@/lib/platform/fields";

const POINTS_MAX = Number.MAX_SAFE_INTEGER;
/** As long as the ledger's reference allows beside its own prefix. */
const EVENT_ID = /^[\x21-\x7e]{1,90}$/;

const eventId = z.string({ error: presence("not_text") }).regex(EVENT_ID, "invalid");

const points = z
  .custom<number>((value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= POINTS_MAX, {
    error: presence("whole_number"),
    params: { min: 1, max: POINTS_MAX },
  })
  .meta({ type: "integer", minimum: 1, maximum: POINTS_MAX });

/** An instant with its time zone (ISO 8601). */
const instant = z.iso.datetime({ offset: true, error: presence("instant") }).transform((text) => new Date(text));

const ACCOUNT_FIELDS = ["account_number", "email", "phone"] as const;
/** What only some types take. */
const TAKEN_BY = {
  available_at: "points.credit",
  expires_at: "points.credit",
  reverses: "points.reverse",
} as const;

/**
 * Body of POST /loyalty-card/events/: a change of points in the embedded programme.
 *
 * `id` is the order system's and makes the change happen once. The account is named by one field. `reverses` is the id of
 * the event to reverse: a part of it with `points`, what is left of it without.
 */
export const pointsEventBody = z
  .object({
    id: eventId.meta({ description: "Chosen by the order system; each event is applied once." }),
    type: z.enum(["points.credit", "points.debit", "points.reverse"], { error: presence("not_choice") }),
    account_number: z
      .string({ error: presence("not_text") })
      .regex(/^\d{7,20}$/, "invalid")
      .optional()
      .meta({ description: "Give exactly one of `account_number`, `email` and `phone`." }),
    email: emailText.optional(),
    phone: phoneText.optional(),
    points: points.optional().meta({
      description: "Required, but for points.reverse: what is left of the event when left out.",
    }),
    description: textLine({ max: 200 }).optional(),
    available_at: instant.optional().meta({ description: "Pending until then; for points.credit." }),
    expires_at: instant.optional().meta({ description: "Defaults to a year from now; for points.credit." }),
    reverses: eventId
      .optional()
      .meta({ description: "The id of the event to reverse, or a part of it; for points.reverse." }),
  })
  .superRefine((event, context) => {
    const refuse = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message });
    if (ACCOUNT_FIELDS.filter((field) => event[field] !== undefined).length !== 1) {
      refuse("account_number", "one_account");
    }
    if (event.type === "points.reverse" && event.reverses === undefined) refuse("reverses", "required");
    if (event.type !== "points.reverse" && event.points === undefined) refuse("points", "required");
    for (const [field, type] of Object.entries(TAKEN_BY)) {
      if (event[field as keyof typeof TAKEN_BY] !== undefined && event.type !== type) refuse(field, "invalid");
    }
  })
  .meta({
    examples: [
      {
        id: "order-104711",
        type: "points.credit",
        email: "mia.schneider@example.com",
        points: 250,
        description: "Order 104711",
      },
    ],
  });

/** What POST /loyalty-card/events/ answers, now and for an event that was sent before. */
export const appliedEventResponse = z
  .object({
    id: z.string().meta({ examples: ["order-104711"] }),
    account_number: z.string().meta({ examples: ["9000000041"] }),
    points: z.int().meta({ examples: [250] }),
    balance: z.int().meta({ description: "What the member can spend; below zero for a debt.", examples: [500] }),
  })
  .meta({ id: "AppliedEvent" });

export type PointsEventInput = z.input<typeof pointsEventBody>;
export type PointsEvent = z.output<typeof pointsEventBody>;
