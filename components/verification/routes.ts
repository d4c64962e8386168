import type { Purpose } from "@/lib/verification/schema";

/** Challenges of people who are not signed in yet; passing them signs in. */
const SIGNS_IN: readonly Purpose[] = ["registration", "registration_with_loyalty", "sign_in"];

/** Where people arrive, signed out, who have requested the deletion of their account. */
export const DELETION_REQUESTED_PATH = "/login?deleted=1";

const PREFERENCES_PATH = "/account/preferences";

/** Whether passing the challenge signs in. */
export function signsIn(purpose: Purpose): boolean {
  return SIGNS_IN.includes(purpose);
}

/** Whether passing the challenge makes an account. */
export function registers(purpose: Purpose): boolean {
  return purpose === "registration" || purpose === "registration_with_loyalty";
}

/** Whether passing the challenge signs out. */
export function signsOut(purpose: Purpose): boolean {
  return purpose === "account_deletion";
}

/** Whether a phone challenge confirms consents, not another number. */
export function confirmsChoices(purpose: Purpose, next: string): boolean {
  return purpose === "phone_change" && next.startsWith(PREFERENCES_PATH);
}

/** Where new customers may say more about themselves before they go on to `next`. */
export function welcomePath(next: string): string {
  return `/account/welcome?${new URLSearchParams({ next })}`;
}

/** The page to enter a challenge's code on; leads on to `next`. */
export function verifyPath(purpose: Purpose, next: string): string {
  return `/verify?${new URLSearchParams({ purpose, next })}`;
}

/** The form that started a challenge, where its number can be changed. */
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
    case "password_reset":
      return "/reset?by=phone";
    case "loyalty_join":
      return "/account/loyalty/join";
    case "loyalty_update":
      return "/account/loyalty/edit";
    default:
      return next;
  }
}

/** The same form, which shows at the field that its value is another customer's. */
export function takenPath(start: string, field: "phone" | "email"): string {
  return `${start}${start.includes("?") ? "&" : "?"}taken=${field}`;
}
