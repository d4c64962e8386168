import { z } from "zod";
import { registrationBody, registrationWithLoyaltyBody } from "@/lib/registration/schema";
import type { RegistrationValues } from "./registration-values";

/** Our own page registers nobody who has not accepted the terms; the API leaves that to its clients. */
const accepted = { confirm: z.literal(true, { error: "required" }) };

const plain = registrationBody.extend(accepted);
const withLoyalty = registrationWithLoyaltyBody.extend(accepted);

/** What the server will check these values by. */
export function registrationSchema({ add_loyalty: addLoyalty }: RegistrationValues): z.ZodType {
  return addLoyalty ? withLoyalty : plain;
}
