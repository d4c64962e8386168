import { z } from "zod";
import { instant } from "@/lib/platform/response-schema";

/** How long somebody may wait for a message, in seconds. */
const WAIT_MAX = 30;

const to = z.string().optional().meta({ description: "A phone number or an email address." });

/** Query of GET /api/dev/outbox. */
export const devMessagesQuery = z.object({
  to,
  since: z
    .string()
    .optional()
    .meta({ description: "The `id` of a message: only newer ones.", examples: ["17"] }),
  purpose: z
    .string()
    .optional()
    .meta({ description: "Only messages about this.", examples: ["sign_in"] }),
  wait: z
    .string()
    .optional()
    .meta({ description: `Seconds, at most ${WAIT_MAX}, to wait until there is a message.`, examples: ["10"] }),
});

/** Query of DELETE /api/dev/outbox. */
export const deleteDevMessagesQuery = z.object({ to });

/** One message of GET /api/dev/outbox. */
const devMessageResponse = z
  .object({
    id: z.string().meta({ examples: ["17"] }),
    channel: z.enum(["sms", "mail"]),
    purpose: z
      .string()
      .nullable()
      .meta({ description: "What a code is for, or which notice it is.", examples: ["sign_in"] }),
    to: z.string().meta({ examples: ["+905551234555"] }),
    body: z.string().meta({ examples: ["Sahil: your code is 428017."] }),
    html: z.string().nullable().meta({ description: "A mail as its reader sees it; null for an SMS." }),
    code: z
      .string()
      .nullable()
      .meta({ examples: ["428017"] }),
    link: z.string().nullable().meta({ description: "The first link that opens something for its reader alone." }),
    sent_at: instant,
  })
  .meta({ id: "DevMessage" });

export const devMessagesResponse = z.array(devMessageResponse);

export type DevMessageResponse = z.infer<typeof devMessageResponse>;
export type DevMessagesQuery = z.output<typeof devMessagesQuery>;

/** Whole seconds of a query's text; 0 for none. */
export function waitSeconds({ wait = "" }: DevMessagesQuery): number {
  return /^\d+$/.test(wait) ? Math.min(Number(wait), WAIT_MAX) : 0;
}
