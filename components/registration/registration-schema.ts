import { z } from "zod";
import { registrationBody, registrationWithLoyaltyBody } from "@/lib/registration/schema";
import type { RegistrationValues } from "./registration-values";

/** Our page requires accepting the terms; the API leaves that to its clients. */
const accepted = { confirm: z.literal(true, { error: "required" }) };

const plain = registrationBody.extend(accepted);
const withLoyalty = registrationWithLoyaltyBody.extend(accepted);

/** The server's schema for these values. */
export function registrationSchema({ add_loyalty: addLoyalty }: RegistrationValues): z.ZodType {
  return addLoyalty ? withLoyalty : plain;
}
