import type { Purpose } from "@/lib/verification/schema";

/** Dialogues of people who are not signed in yet; their end signs them in. */
const SIGNS_IN: readonly Purpose[] = ["registration", "registration_with_loyalty", "sign_in"];

/** Whether a dialogue ends with its visitor signed in. */
export function signsIn(purpose: Purpose): boolean {
  return SIGNS_IN.includes(purpose);
}

/** The page where a dialogue's code is entered, and from which it goes on to `next`. */
export function verifyPath(purpose: Purpose, next: string): string {
  return `/verify?${new URLSearchParams({ purpose, next })}`;
}

/** The form in which a dialogue started, and where its number can be changed. */
export function startPath(purpose: Purpose, next: string): string {
  switch (purpose) {
    case "registration":
    case "registration_with_loyalty":
      return `/register?${new URLSearchParams({ next })}`;
    case "sign_in":
      return `/login?${new URLSearchParams({ by: "code", next })}`;
    case "phone_change":
      return "/account/profile";
    default:
      // Dialogues within the account bring the page that they started on.
      return next;
  }
}
