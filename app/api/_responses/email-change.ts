import { AppError, FieldErrors } from "@/lib/platform/errors";
import { redirect } from "@/lib/platform/http/response";

type Outcome = "changed" | "expired" | "taken";

/** The outcome that a person is told about on a page; null for an error that stays one. */
export function outcomeOf(error: unknown): Outcome | null {
  if (error instanceof AppError && error.code === "not_found") return "expired";
  return error instanceof FieldErrors && error.fields.email ? "taken" : null;
}

/** To the contact details, which tell the outcome; whoever is not signed in comes there by the sign-in page. */
export function toOutcomePage(outcome: Outcome) {
  return redirect(303, `/account/profile?email=${outcome}`);
}
