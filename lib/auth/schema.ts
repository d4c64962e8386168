import { z } from "zod";
import { PASSWORD_MAX, PASSWORD_MIN } from "@/lib/auth/limits";
import { phoneText, secretText, textLine } from "@/lib/platform/fields";
import { username } from "@/lib/profile/schema";
import { answerFields, smsCode } from "@/lib/verification/schema";

/** A password that somebody chooses. What makes one guessable is judged by the server's rules. */
export const newPassword = secretText({ max: PASSWORD_MAX }).refine((text) => [...text].length >= PASSWORD_MIN, {
  error: "password_short",
  params: { min: PASSWORD_MIN },
});

/** Body of POST /users/login/. Whatever else the clients send along is ignored. */
export const signInBody = z.object({
  email: textLine({ max: 254 }).min(1, "blank"),
  password: secretText({ max: PASSWORD_MAX }),
});

/** Body of POST /api/shop/customers/auth/pwd/signin; the username may also be the e-mail address. */
export const tokenSignInBody = z.object({
  username: textLine({ max: 254 }).min(1, "blank"),
  password: secretText({ max: PASSWORD_MAX }),
});

/** Body of POST /users/otp-login/. */
export const codeSignInBody = z.object({ phone: phoneText, ...answerFields });

/** Body of POST /api/shop/customers/auth/otp/signin. */
export const tokenCodeBody = z.object({ mobile_number: phoneText, resend: answerFields.resend });

/** Body of POST /api/shop/customers/auth/otp/verify: the code as a number, which has lost its leading zeros, or a text. */
export const tokenVerifyBody = z.object({
  code: z.union([z.number().int().min(0).max(9_999_999_999).transform(String), smsCode], {
    error: (issue) => (issue.input === undefined ? "required" : issue.input === null ? "null" : "code"),
  }),
});

/** Body of POST /api/shop/customers/auth/pwd/signup. */
export const tokenSignUpBody = z.object({ username, password: newPassword });

export type SignInBody = z.infer<typeof signInBody>;

/** What GET /current_user/ answers. */
export const currentUserResponse = z.object({
  pk: z.number().int(),
  first_name: z.string(),
  last_name: z.string(),
  email: z.string(),
  phone: z.string().nullable(),
  email_allowed: z.boolean().nullable(),
  sms_allowed: z.boolean().nullable(),
  call_allowed: z.boolean().nullable(),
  date_joined: z.string(),
  last_login: z.string().nullable(),
  date_of_birth: z.string().nullable(),
  gender: z.enum(["female", "male"]).nullable(),
  /** SHA-256 of the address in lower case, for measuring tools that must not learn the address. */
  hashed_email: z.string(),
});

export type CurrentUserResponse = z.infer<typeof currentUserResponse>;
