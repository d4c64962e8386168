import { z } from "zod";
import { registrationBody } from "@/lib/registration/schema";

/** Our page requires accepting the terms; the API leaves that to its clients. */
export const acceptedRegistrationBody = registrationBody.extend({ confirm: z.literal(true, { error: "required" }) });
