import { z } from "zod";
import { presence } from "@/lib/platform/fields";

/* Apple's PassKit Web Service: the names in paths and bodies are Apple's. */

/** The media type of a pass. */
export const PASS_TYPE = "application/vnd.apple.pkpass";

const type = z
  .string()
  .regex(/^[\w.-]{1,120}$/)
  .meta({ description: "The pass type.", examples: ["pass.com.example.card"] });
const serial = z.uuid().meta({ examples: ["5f1f7bb8-2b0c-4c8e-9d39-0c2a4f1e7d60"] });
const device = z
  .string()
  .regex(/^[\w-]{1,100}$/)
  .meta({ description: "What the phone calls itself to this shop.", examples: ["b9c0a4f27f1d4a1d"] });

export const googleLinkResponse = z
  .object({ url: z.string().meta({ examples: ["https://pay.google.com/gp/v/save/eyJhbGciOi…"] }) })
  .meta({ id: "GoogleWalletLink" });

/** Of /passes/{type}/{serial}. */
export const passParams = z.object({ type, serial });
/** Of /devices/{device}/registrations/{type}. */
export const phoneParams = z.object({ device, type });
/** Of /devices/{device}/registrations/{type}/{serial}. */
export const registrationParams = z.object({ device, type, serial });

export const registerPhoneBody = z
  .object({
    pushToken: z
      .string({ error: presence("not_text") })
      .regex(/^[0-9a-fA-F]{8,200}$/, "invalid")
      .meta({ description: "By which Apple's push service reaches the phone." }),
  })
  .meta({ examples: [{ pushToken: "9a1e5c0d7b" }] });

export const changedPassesQuery = z.object({
  passesUpdatedSince: z
    .string()
    .regex(/^\d{1,12}$/, "invalid")
    .transform(Number)
    .optional()
    .meta({ type: "string", description: "`lastUpdated` of the answer before.", examples: ["1796040000"] }),
});

export const changedPassesResponse = z
  .object({
    serialNumbers: z.array(z.string()).meta({ examples: [["5f1f7bb8-2b0c-4c8e-9d39-0c2a4f1e7d60"]] }),
    lastUpdated: z.string().meta({ examples: ["1796040000"] }),
  })
  .meta({ id: "ChangedPasses" });

const LOGS_MAX = 100;
const LOG_MAX_LENGTH = 2000;

export const phoneLogBody = z
  .object({
    logs: z
      .array(z.string({ error: "invalid" }).max(LOG_MAX_LENGTH, "invalid"), { error: presence("invalid") })
      .max(LOGS_MAX, "invalid"),
  })
  .meta({ examples: [{ logs: ["Passbook: the signature is not valid"] }] });
