import { z } from "zod";
import { registrationBody } from "@/lib/registration/schema";

/** Our page requires accepting the terms, if there are any; the API leaves that to its clients. */
const acceptedBody = registrationBody.extend({ confirm: z.literal(true, { error: "required" }) });

/** The server's schema for these values. */
export function registrationSchema({ confirm }: { confirm: boolean | null }): z.ZodType {
  return confirm === null ? registrationBody : acceptedBody;
}
