import { z } from "zod";
import { consentResponseFields } from "@/lib/consents/schema";
import { phoneText } from "@/lib/contact/schema";
import { secretText, textLine } from "@/lib/platform/fields";
import {
  day,
  email,
  firstName,
  gender,
  instant,
  lastName,
  phone,
  rowId,
  successResponse,
} from "@/lib/platform/response-schema";
import { username } from "@/lib/profile/schema";
import { codeSentResponse, EXAMPLE_CODE, smsCode, submissionFields } from "@/lib/verification/schema";

/** The password of the reference's examples; nobody's. */
export const EXAMPLE_PASSWORD = "tangerine bicycle";

/** Longest password, in code points; longer ones would make hashing them an attack. */
export const PASSWORD_MAX = 128;

/** Shortest password, in code points (NIST SP 800-63B-4); there are no rules of composition. */
export const PASSWORD_MIN = 8;

/** A password that somebody chooses. What makes one guessable is judged by the server's rules. */
export const newPassword = secretText({ max: PASSWORD_MAX })
  .refine((text) => [...text].length >= PASSWORD_MIN, { error: "password_short", params: { min: PASSWORD_MIN } })
  .meta({ minLength: PASSWORD_MIN });

export const signInBody = z
  .object({ email: textLine({ max: 254 }).min(1, "blank"), password: secretText({ max: PASSWORD_MAX }) })
  .meta({ examples: [{ email: "john.doe@example.com", password: EXAMPLE_PASSWORD }] });

/** Body of POST /api/shop/customers/auth/pwd/signin; the username may also be the email address or the mobile number. */
export const tokenSignInBody = z
  .object({ username: textLine({ max: 254 }).min(1, "blank"), password: secretText({ max: PASSWORD_MAX }) })
  .meta({ examples: [{ username: "john.doe@example.com", password: EXAMPLE_PASSWORD }] });

export const codeSignInBody = z
  .object({ phone: phoneText, ...submissionFields })
  .meta({ examples: [{ phone: "+905551234555", code: EXAMPLE_CODE }] });

export const releaseNumberBody = z.object({ code: smsCode }).meta({ examples: [{ code: EXAMPLE_CODE }] });

export const recoverySignInBody = z
  .object({ code: smsCode, password: secretText({ max: PASSWORD_MAX }) })
  .meta({ examples: [{ code: EXAMPLE_CODE, password: EXAMPLE_PASSWORD }] });

export const tokenCodeBody = z
  .object({ mobile_number: phoneText, resend: submissionFields.resend })
  .meta({ examples: [{ mobile_number: "+905551234555" }] });

const numericCode = z.number().int().min(0).max(9_999_999_999);

/** Body of POST /api/shop/customers/auth/otp/signin/verify: the code as a number, which has lost its leading zeros, or a text. */
export const tokenVerifyBody = z
  .object({
    code: z.union([numericCode.transform((code) => smsCode.parse(code)), smsCode], {
      error: (issue) => (issue.input === undefined ? "required" : issue.input === null ? "null" : "code"),
    }),
  })
  .meta({ examples: [{ code: Number(EXAMPLE_CODE) }] });

/** The password once or, as some clients send it, twice. */
export const tokenSignUpBody = z
  .object({
    username,
    password: newPassword.optional(),
    password1: newPassword.optional(),
    password2: secretText({ max: PASSWORD_MAX }).optional().meta({ description: "Must match `password1`." }),
  })
  .refine(({ password, password1 }) => password !== undefined || password1 !== undefined, {
    path: ["password"],
    error: "required",
    // Beside whatever else is missing.
    when: ({ value }) => typeof value === "object" && value !== null,
  })
  .refine(({ password1, password2 }) => password1 === password2, { path: ["password2"], error: "password_mismatch" })
  .meta({
    examples: [{ username: "jane.roe", password1: EXAMPLE_PASSWORD, password2: EXAMPLE_PASSWORD }],
  });

/** What somebody signs up with, and the field that it came in. */
export function chosenPassword({ password, password1 }: z.infer<typeof tokenSignUpBody>) {
  if (password !== undefined) return { password, field: "password" };
  return { password: password1 ?? "", field: "password1" };
}

export type SignInBody = z.infer<typeof signInBody>;

/** The key of the session that the cookie has, too. */
const key = z.string().meta({ examples: ["ded3f736…"] });

export const signedInResponse = z
  .object({
    key,
    redirect_url: z.string().meta({ description: "Where the storefront goes next.", examples: ["/"] }),
  })
  .meta({ id: "SignedIn" });

export const sessionKeyResponse = z.object({ key }).meta({ id: "SessionKey" });

/** What POST /users/otp-login/ answers: signed in, a code sent, or sent again. */
export const codeSignInResponse = z.union([sessionKeyResponse, codeSentResponse, successResponse]);

export const tokenCodeResponse = z.union([codeSentResponse, successResponse]);

export const signInTokenResponse = z
  .object({ token: z.string().meta({ examples: ["58c07bed…"] }) })
  .meta({ id: "Token" });

export const csrfTokenResponse = z
  .object({ csrf_token: z.string().meta({ examples: ["a984328a…"] }) })
  .meta({ id: "CsrfToken" });

export const currentUserResponse = z
  .object({
    pk: rowId,
    first_name: firstName,
    last_name: lastName,
    email,
    phone,
    ...consentResponseFields,
    date_joined: instant,
    last_login: instant.nullable(),
    date_of_birth: day.nullable(),
    gender,
    hashed_email: z.string().meta({
      description: "SHA-256 of the lower-case email address, for analytics that must not learn it.",
      examples: ["836f82db…"],
    }),
  })
  .meta({ id: "CurrentUser" });

export type CurrentUserResponse = z.infer<typeof currentUserResponse>;
