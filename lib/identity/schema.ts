import { z } from "zod";
import { secretText, textLine } from "@/lib/fields";

/** Longest password; longer ones would make hashing them an attack. */
export const PASSWORD_MAX = 128;

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

export type SignInBody = z.infer<typeof signInBody>;

/** What GET /current_user/ answers. */
export const currentUserView = z.object({
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

export type CurrentUserView = z.infer<typeof currentUserView>;
