import { createHash } from "node:crypto";
import type { Purpose } from "@/lib/verification/schema";

/** A code is void after so many different wrong guesses. */
export const GUESSES_MAX = 5;

type PurposeRule = {
  /** In which the number came, for errors. */
  field: "phone" | "mobile_number";
  codeLength: "OTP_LENGTH" | "LOYALTY_OTP_LENGTH";
  /** Whoever asks need not be signed in, and has a cookie to hold the challenge by. */
  isForGuests: boolean;
};

const OF_CUSTOMER: PurposeRule = { field: "phone", codeLength: "OTP_LENGTH", isForGuests: false };
const OF_GUEST: PurposeRule = { ...OF_CUSTOMER, isForGuests: true };
const LOYALTY: PurposeRule = { ...OF_CUSTOMER, codeLength: "LOYALTY_OTP_LENGTH" };

export const PURPOSE_RULES: Record<Purpose, PurposeRule> = {
  phone_change: OF_CUSTOMER,
  registration: OF_GUEST,
  registration_with_loyalty: OF_GUEST,
  sign_in: OF_GUEST,
  token_sign_in: { ...OF_CUSTOMER, field: "mobile_number" },
  loyalty_join: LOYALTY,
  loyalty_update: LOYALTY,
  account_deletion: OF_CUSTOMER,
  fresh_sign_in: OF_CUSTOMER,
  password_reset: OF_GUEST,
};

/** Whether the code opens the account of the number's customer; elsewhere it verifies a number for the one who asks. */
export function opensAccount(purpose: Purpose): boolean {
  return purpose === "sign_in" || purpose === "token_sign_in" || purpose === "password_reset";
}

/**
 * The code in what was submitted, without the zeros in front of it: a code that is sent as a JSON number loses its leading
 * zeros, and the schema, which does not know how long it is, adds more than enough.
 * @param length how many digits the code has @returns null for what cannot be such a code
 */
export function codeOfLength(digits: string, length: number): string | null {
  return digits.length >= length && /^0*$/.test(digits.slice(0, -length)) ? digits.slice(-length) : null;
}

/** What a code confirms beside the number. */
export type Confirmation = {
  phone: string;
  smsAllowed: boolean | null;
  emailAllowed: boolean | null;
  callAllowed: boolean | null;
  email: string | null;
  /** Tell equal passwords from others without telling what they are: one for each of the shop's secrets. */
  passwordMarks?: readonly [newest: string, ...former: string[]];
};

/** One for each password mark. Equal for equal consents and addresses; the number is compared by itself. */
export function confirmationHashes(confirmation: Confirmation | null): [newest: string, ...former: string[]] {
  if (confirmation === null) return [""];
  const { smsAllowed, emailAllowed, callAllowed, email, passwordMarks } = confirmation;
  const hashWith = (mark: string | null) =>
    createHash("sha256")
      .update(JSON.stringify([smsAllowed, emailAllowed, callAllowed, email?.toLowerCase() ?? null, mark]))
      .digest("hex");
  const [newest = null, ...former] = passwordMarks ?? [];
  return [hashWith(newest), ...former.map(hashWith)];
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
