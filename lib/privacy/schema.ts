import { z } from "zod";
import { PASSWORD_MAX } from "@/lib/auth/limits";
import { secretText } from "@/lib/platform/fields";
import { answerFields } from "@/lib/verification/schema";

/** Body of POST /api/users/deletion/: the password, or else the dialogue with the account's own number. */
export const deletionBody = z.object({ password: secretText({ max: PASSWORD_MAX }).optional(), ...answerFields });

/** Body of POST /api/users/export/. */
export const exportBody = z.object({ password: secretText({ max: PASSWORD_MAX }).optional() });

/** What POST /api/users/export/ answers: where the file can be fetched, signed in, until then. */
export const exportLinkResponse = z.object({ url: z.string(), expires_at: z.string() });

/** What GET and POST /api/users/deletion/ answer; null when none was asked for. */
export const deletionResponse = z.object({ deletion_due_at: z.string().nullable() });

export type ExportLinkResponse = z.infer<typeof exportLinkResponse>;
export type DeletionResponse = z.infer<typeof deletionResponse>;
