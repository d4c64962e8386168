import type { Purpose } from "@/lib/verification/schema";

/** Challenges of people who are not signed in yet; passing them signs in. */
const SIGNS_IN: readonly Purpose[] = ["registration", "registration_with_loyalty", "sign_in"];

/** Whether passing the challenge signs in. */
export function signsIn(purpose: Purpose): boolean {
  return SIGNS_IN.includes(purpose);
}

/** Where people arrive, signed out, who have asked for the deletion of their account. */
export const DELETION_ASKED_PATH = "/login?deleted=1";

const PREFERENCES_PATH = "/account/preferences";

/** Whether passing the challenge signs out, so that nothing a page held may outlive it. */
export function signsOut(purpose: Purpose): boolean {
  return purpose === "account_deletion";
}

/** Whether a phone's challenge is about choices that the number in force confirms, not about another number. */
export function confirmsChoices(purpose: Purpose, next: string): boolean {
  return purpose === "phone_change" && next.startsWith(PREFERENCES_PATH);
}

/** The page where a challenge's code is entered, and from which it goes on to `next`. */
export function verifyPath(purpose: Purpose, next: string): string {
  return `/verify?${new URLSearchParams({ purpose, next })}`;
}

/** The form in which a challenge started, and where its number can be changed. */
export function startPath(purpose: Purpose, next: string): string {
  switch (purpose) {
    case "registration":
    case "registration_with_loyalty":
      return `/register?${new URLSearchParams({ next })}`;
    case "sign_in":
      return `/login?${new URLSearchParams({ by: "code", next })}`;
    case "phone_change":
      return confirmsChoices(purpose, next) ? PREFERENCES_PATH : "/account/profile";
    case "account_deletion":
      return "/account/privacy";
    case "loyalty_join":
      return "/account/loyalty/join";
    case "loyalty_update":
      return "/account/loyalty/edit";
    default:
      // Challenges within the account bring the page that they started on.
      return next;
  }
}
