import { z } from "zod";
import { PASSWORD_MAX } from "@/lib/auth/limits";
import { newPassword } from "@/lib/auth/schema";
import { emailText, secretText } from "@/lib/platform/fields";

const repeatedPassword = secretText({ max: PASSWORD_MAX });

/** Body of POST /users/password/change/. */
export const changePasswordBody = z.object({
  old_password: secretText({ max: PASSWORD_MAX }),
  new_password1: newPassword,
  new_password2: repeatedPassword,
});

/** Body of POST /users/password/reset/. */
export const resetRequestBody = z.object({ email: emailText });

/** Body of POST /users/reset/<uid>-<token>/. */
export const resetPasswordBody = z.object({ new_password1: newPassword, new_password2: repeatedPassword });

/** Body of POST /users/email-change/. */
export const changeEmailBody = z.object({
  email: emailText,
  emailConfirm: emailText,
  password: secretText({ max: PASSWORD_MAX }),
});

export type ChangePasswordBody = z.infer<typeof changePasswordBody>;
export type ResetPasswordBody = z.infer<typeof resetPasswordBody>;
export type ChangeEmailBody = z.infer<typeof changeEmailBody>;
