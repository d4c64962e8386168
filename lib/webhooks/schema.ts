import { z } from "zod";
import { flag, presence } from "@/lib/platform/fields";
import { instant } from "@/lib/platform/response-schema";
import { EVENT_TYPES } from "@/lib/webhooks/event-schema";

const URL_MAX = 2048;

/** Blanks, controls and half characters are in no address, though URL parsers forgive them. */
const WEB_ADDRESS = /^https?:\/\/[^\s\p{Cc}\p{Surrogate}]+$/u;

const url = z
  .string({ error: presence("url") })
  .refine((text) => text.length <= URL_MAX && WEB_ADDRESS.test(text) && isWithoutPassword(text), { error: "url" })
  .meta({
    description: "https in production, and outside of the store's own network.",
    examples: ["https://crm.example.com/events"],
    maxLength: URL_MAX,
  });

function isWithoutPassword(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === "" && password === "";
}

const types = z
  .array(z.enum(EVENT_TYPES, { error: "invalid" }), { error: "invalid" })
  .max(EVENT_TYPES.length, "invalid")
  .meta({ description: "Which events it gets; empty for all.", examples: [["consent.withdrawn"]] });

export const addEndpointBody = z
  .object({ url, types: types.default([]) })
  .meta({ examples: [{ url: "https://crm.example.com/events", types: [] }] });

/** Body of PATCH /api/admin/webhooks/{id}. */
export const changeEndpointBody = z.object({ is_enabled: flag }).meta({ examples: [{ is_enabled: true }] });

/** `from`: the id of an event, or a time. */
export const replayBody = z
  .object({
    from: z
      .union([z.string().regex(/^\d{1,16}$/), z.iso.datetime({ offset: true })], { error: presence("invalid") })
      .meta({
        description: "The id of an event, or a time: everything from then on.",
        examples: ["2026-02-01T09:30:00Z"],
      }),
  })
  .meta({ examples: [{ from: "2026-02-01T09:30:00Z" }] });

const secret = z.string().meta({ examples: ["whsec_…"] });

export const endpointResponse = z
  .object({
    id: z.int().meta({ examples: [3] }),
    url: z.string().meta({ examples: ["https://crm.example.com/events"] }),
    types: z.array(z.string()).meta({ examples: [["consent.withdrawn"]] }),
    state: z.enum(["enabled", "failing", "disabled"]),
    failing_since: instant.nullable().meta({ examples: [null] }),
    disabled_at: instant.nullable().meta({ examples: [null] }),
    disabled_reason: z
      .string()
      .nullable()
      .meta({ description: "`gone` (410), `failing` or `asked`.", examples: [null] }),
    created_at: instant,
  })
  .meta({ id: "WebhookEndpoint" });

export const endpointsResponse = z.object({
  endpoints: z.array(
    endpointResponse.extend({
      waiting: z.int().meta({ description: "Events that it has not taken, up to 10,000.", examples: [0] }),
      dead: z.int().meta({ description: "Events that were given up, up to 10,000.", examples: [0] }),
    }),
  ),
});

/** The secret is shown only here. */
export const addedEndpointResponse = endpointResponse.extend({ secret }).meta({ id: "AddedWebhookEndpoint" });

export const testedEndpointResponse = z
  .object({
    error: z
      .string()
      .nullable()
      .meta({ description: "null when it was taken.", examples: [null] }),
  })
  .meta({ id: "TestedWebhookEndpoint" });

export const replayedResponse = z
  .object({ customers: z.int().meta({ description: "Whose events are sent anew.", examples: [12] }) })
  .meta({ id: "ReplayedEvents" });

export type AddEndpointBody = z.infer<typeof addEndpointBody>;
export type ReplayBody = z.infer<typeof replayBody>;
export type EndpointResponse = z.infer<typeof endpointResponse>;
