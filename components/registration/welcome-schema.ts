import type { z } from "zod";
import { updateProfileBody } from "@/lib/profile/schema";
import { registrationWithLoyaltyBody } from "@/lib/registration/schema";

const answers = updateProfileBody.pick({
  date_of_birth: true,
  gender: true,
  email_allowed: true,
  sms_allowed: true,
  call_allowed: true,
});
const withCard = answers.extend({ date_of_birth: registrationWithLoyaltyBody.shape.date_of_birth });

/** What new customers may add; a card needs the birth date. */
export function welcomeSchema({ card }: { card: boolean }): z.ZodType {
  return card ? withCard : answers;
}
