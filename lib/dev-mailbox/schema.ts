import { z } from "zod";
import { instant } from "@/lib/platform/response-schema";

/** Query of GET /api/dev/outbox. */
export const devMessagesQuery = z.object({
  to: z.string().optional().meta({ description: "A phone number or an email address." }),
});

/** One message of GET /api/dev/outbox. */
const devMessageResponse = z
  .object({
    to: z.string().meta({ examples: ["+905551234555"] }),
    body: z.string().meta({ examples: ["Sahil: your code is 428017."] }),
    html: z.string().nullable().meta({ description: "A mail as its reader sees it; null for an SMS." }),
    code: z
      .string()
      .nullable()
      .meta({ examples: ["428017"] }),
    sent_at: instant,
  })
  .meta({ id: "DevMessage" });

export const devMessagesResponse = z.array(devMessageResponse);

export type DevMessageResponse = z.infer<typeof devMessageResponse>;
