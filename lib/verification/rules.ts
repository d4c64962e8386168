import { createHash } from "node:crypto";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";

/** A code is void after so many different wrong guesses. */
export const GUESSES_MAX = 5;

/** The numbers that share all digits but the last four are one block: whoever sends to many of them is pumping. */
export function numberBlock(phone: string): string {
  return phone.slice(0, -4);
}

/** A number as its owner recognises it and nobody else learns it: `+90•••••••567`, with the whole of its calling code. */
export function maskPhone(phone: string): string {
  const callingCode = parsePhoneNumberFromString(phone)?.countryCallingCode;
  const head = callingCode ? callingCode.length + 1 : 1;
  const tail = Math.min(3, Math.max(0, phone.length - head - 4));
  return phone.slice(0, head) + "•".repeat(phone.length - head - tail) + phone.slice(phone.length - tail);
}

/** What a code confirms beside the number, under the names of the refusal's text. */
export type Confirmation = {
  phone: string;
  smsAllowed: boolean | null;
  emailAllowed: boolean | null;
  callAllowed: boolean | null;
  email: string | null;
};

/** Equal for equal consents and addresses, whose letter case is no difference; the number is compared by itself. */
export function confirmationHash(confirmation: Confirmation | null): string {
  if (confirmation === null) return "";
  const { smsAllowed, emailAllowed, callAllowed, email } = confirmation;
  return createHash("sha256")
    .update(JSON.stringify([smsAllowed, emailAllowed, callAllowed, email?.toLowerCase() ?? null]))
    .digest("hex");
}

/** The values of `kvkk_service_100_2`, as submitted. */
export function confirmationValues(confirmation: Confirmation): Record<string, string> {
  return {
    phone: confirmation.phone,
    sms_allowed: `${confirmation.smsAllowed}`,
    email_allowed: `${confirmation.emailAllowed}`,
    call_allowed: `${confirmation.callAllowed}`,
    email: `${confirmation.email ?? ""}`,
  };
}
