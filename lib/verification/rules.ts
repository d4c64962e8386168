import { createHash } from "node:crypto";
import type { Purpose } from "@/lib/verification/schema";

/** A code is void after so many different wrong guesses. */
export const GUESSES_MAX = 5;

type PurposeRule = {
  /** In which the number came, for errors. */
  field: "phone" | "mobile_number";
  codeLength: "OTP_LENGTH" | "LOYALTY_OTP_LENGTH";
};

const BY_PHONE: PurposeRule = { field: "phone", codeLength: "OTP_LENGTH" };
const LOYALTY: PurposeRule = { field: "phone", codeLength: "LOYALTY_OTP_LENGTH" };

export const PURPOSE_RULES: Record<Purpose, PurposeRule> = {
  phone_change: BY_PHONE,
  registration: BY_PHONE,
  registration_with_loyalty: BY_PHONE,
  sign_in: BY_PHONE,
  token_sign_in: { field: "mobile_number", codeLength: "OTP_LENGTH" },
  loyalty_join: LOYALTY,
  loyalty_update: LOYALTY,
  account_deletion: BY_PHONE,
};

/** Whether the code lets the number's own customer in; elsewhere it verifies a number for the one who asks. */
export function isSignIn(purpose: Purpose): boolean {
  return purpose === "sign_in" || purpose === "token_sign_in";
}

/** What a code confirms beside the number. */
export type Confirmation = {
  phone: string;
  smsAllowed: boolean | null;
  emailAllowed: boolean | null;
  callAllowed: boolean | null;
  email: string | null;
};

/** Equal for equal consents and addresses; the number is compared by itself. */
export function confirmationHash(confirmation: Confirmation | null): string {
  if (confirmation === null) return "";
  const { smsAllowed, emailAllowed, callAllowed, email } = confirmation;
  return createHash("sha256")
    .update(JSON.stringify([smsAllowed, emailAllowed, callAllowed, email?.toLowerCase() ?? null]))
    .digest("hex");
}

/** The values of `kvkk_service_100_2`. */
export function confirmationValues(confirmation: Confirmation): Record<string, string> {
  return {
    phone: confirmation.phone,
    sms_allowed: `${confirmation.smsAllowed}`,
    email_allowed: `${confirmation.emailAllowed}`,
    call_allowed: `${confirmation.callAllowed}`,
    email: `${confirmation.email ?? ""}`,
  };
}
