import { resetPasswordBody } from "@/lib/credentials/schema";

/** The new password, and the same once more. */
export const newPasswordForm = resetPasswordBody.refine((values) => values.new_password1 === values.new_password2, {
  path: ["new_password2"],
  error: "password_mismatch",
});
