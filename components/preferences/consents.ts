/** The consents under the API's names. */
export const CONSENTS = ["email_allowed", "sms_allowed", "call_allowed"] as const;

export type Consent = (typeof CONSENTS)[number];

/** A question's value as radio buttons hold it; empty until chosen. */
export type Answer = "" | "true" | "false" | "unanswered";

/** An answer for a request; null for none. */
export function consentOf(answer: Answer): boolean | null {
  return answer === "true" ? true : answer === "false" ? false : null;
}
