import { z } from "zod";
import { EXAMPLE_PASSWORD, newPassword, PASSWORD_MAX } from "@/lib/auth/schema";
import { emailText } from "@/lib/contact/schema";
import { secretText } from "@/lib/platform/fields";
import { successResponse } from "@/lib/platform/response-schema";
import { codeSentResponse } from "@/lib/verification/schema";

const repeatedPassword = secretText({ max: PASSWORD_MAX }).meta({ description: "Must match." });
const chosen = { new_password1: EXAMPLE_PASSWORD, new_password2: EXAMPLE_PASSWORD };

export const changePasswordBody = z
  .object({
    old_password: secretText({ max: PASSWORD_MAX }),
    new_password1: newPassword,
    new_password2: repeatedPassword,
  })
  .meta({ examples: [{ old_password: "correct horse battery", ...chosen }] });

export const resetRequestBody = z.object({ email: emailText }).meta({ examples: [{ email: "john.doe@example.com" }] });

/** Dynamic part of the path /users/reset/<uid>-<token>/. */
export const resetParams = z.object({
  key: z.string().meta({
    description: "`<uid>-<token>` from the mailed link, which works once, within an hour.",
    examples: ["4zv-a965…"],
  }),
});

/** Dynamic part of the paths of mailed links, such as /users/email-set-primary/<token>/. */
export const linkParams = z.object({
  token: z.string().meta({ description: "From the mailed link.", examples: ["5f3c…"] }),
});

export const resetPasswordBody = z
  .object({ new_password1: newPassword, new_password2: repeatedPassword })
  .meta({ examples: [chosen] });

export const changeEmailBody = z
  .object({
    email: emailText,
    emailConfirm: emailText.meta({ description: "Must match." }),
    password: secretText({ max: PASSWORD_MAX }),
  })
  .meta({
    examples: [{ email: "john@example.com", emailConfirm: "john@example.com", password: EXAMPLE_PASSWORD }],
  });

/** What POST /users/email-change/ answers; `unchanged` for the customer's own address. */
export const emailChangeResponse = z.object({ message: z.enum(["success", "unchanged"]) }).meta({ id: "EmailChange" });

export const resetKeyResponse = z
  .object({ reset_key: z.string().meta({ description: "For /users/reset/<key>/, once.", examples: ["4zv-a965…"] }) })
  .meta({ id: "ResetKey" });

/** What POST /users/password/reset/phone/ answers: the key, a code sent, or sent again. */
export const phoneResetResponse = z.union([resetKeyResponse, codeSentResponse, successResponse]);

export type ChangePasswordBody = z.infer<typeof changePasswordBody>;
export type ResetPasswordBody = z.infer<typeof resetPasswordBody>;
export type ChangeEmailBody = z.infer<typeof changeEmailBody>;
export type EmailChangeResponse = z.infer<typeof emailChangeResponse>;
