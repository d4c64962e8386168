import { z } from "zod";
import { identitySignInBody } from "@/lib/auth/identity-schema";
import { registrationBody } from "@/lib/registration/schema";

/** Our page requires accepting the terms, if there are any; the API leaves that to its clients. */
const accepted = { confirm: z.literal(true, { error: "required" }) };
const acceptedBody = registrationBody.extend(accepted);
const acceptedIdentityBody = identitySignInBody.extend(accepted);

/** The server's schema for these values. */
export function registrationSchema({ confirm }: { confirm: boolean | null }): z.ZodType {
  return confirm === null ? registrationBody : acceptedBody;
}

/** The same for who comes from the shop's own sign-in. */
export function identityRegistrationSchema({ confirm }: { confirm: boolean | null }): z.ZodType {
  return confirm === null ? identitySignInBody : acceptedIdentityBody;
}
