/** The consents under the API's names. */
export const CONSENTS = ["email_allowed", "sms_allowed", "call_allowed"] as const;

export type Consent = (typeof CONSENTS)[number];

/** A question as radio buttons hold it: the empty text until it is answered, or put off. */
export type Answer = "" | "true" | "false" | "unanswered";

/** An answer for a request; null for none. */
export function consentOf(answer: Answer): boolean | null {
  return answer === "true" ? true : answer === "false" ? false : null;
}
