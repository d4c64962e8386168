import type { ProfileResponse } from "@/lib/profile/schema";

/**
 * What a customer can fill in on the profile page. Gender is left out, since not saying it is an answer too; so are
 * e-mail and phone, which cannot be changed there.
 */
const WANTED = [
  "first_name",
  "last_name",
  "date_of_birth",
  "avatar",
  "email_allowed",
  "sms_allowed",
  "call_allowed",
] as const;

export type WantedField = (typeof WANTED)[number];

/** How much of the profile is filled in, and what is not; a "no" to a consent is as good as a "yes". */
export function completenessOf(profile: ProfileResponse): { percent: number; missing: WantedField[] } {
  const missing = WANTED.filter((name) => profile[name] === null || profile[name] === "");
  return { percent: Math.round(((WANTED.length - missing.length) / WANTED.length) * 100), missing };
}
