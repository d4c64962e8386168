import { z } from "zod";
import { EXAMPLE_PASSWORD, PASSWORD_MAX } from "@/lib/auth/schema";
import { secretText } from "@/lib/platform/fields";
import { instant, successResponse } from "@/lib/platform/response-schema";
import { submissionFields } from "@/lib/verification/schema";

/** How long the link to an export works. */
export const EXPORT_LINK_SECONDS = 900;

/** Body of POST /api/users/deletion/: the password, or else a challenge to the account's own number. */
export const deletionBody = z
  .object({ password: secretText({ max: PASSWORD_MAX }).optional(), ...submissionFields })
  .meta({ examples: [{ password: EXAMPLE_PASSWORD }] });

export const exportBody = z
  .object({ password: secretText({ max: PASSWORD_MAX }).optional() })
  .meta({ examples: [{ password: EXAMPLE_PASSWORD }] });

/** What POST /api/users/export/ answers: where the file can be fetched, signed in, until then. */
export const exportLinkResponse = z
  .object({ url: z.string().meta({ examples: ["/api/users/export/1769938200-6c1f…/"] }), expires_at: instant })
  .meta({ id: "ExportLink" });

/** Dynamic part of the path /api/users/export/<key>/. */
export const exportParams = z.object({
  key: z.string().meta({ description: "From the link.", examples: ["1769938200-6c1f…"] }),
});

/** What GET and POST /api/users/deletion/ answer; null when none was asked for. */
export const deletionResponse = z.object({ deletion_due_at: instant.nullable() }).meta({ id: "Deletion" });

export const askedDeletionResponse = z.union([deletionResponse, successResponse]);

export type ExportLinkResponse = z.infer<typeof exportLinkResponse>;
export type DeletionResponse = z.infer<typeof deletionResponse>;
