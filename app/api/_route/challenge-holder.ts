import type { PublicInput } from "@/app/api/_route/routes";
import { guestSessionCookie } from "@/app/api/_route/session-cookie";
import { type ChallengeHolder, isSignedIn } from "@/lib/auth/rules";
import { findSessionHolder, startGuestSession } from "@/lib/auth/session-service";
import { AppError } from "@/lib/platform/errors";
import type { Submission } from "@/lib/verification/service";

type Input = Pick<PublicInput, "deps" | "actor" | "cookies" | "context">;

/**
 * Who leads a challenge without having to be signed in: the session that the request brought, else a guest's that
 * starts here and whose cookie goes out with the answer.
 * @throws AppError `sms_verification_100_4` for a code without a session, `session_ambiguous`, `throttled`
 */
export async function getChallengeHolder(
  { deps, actor, cookies, context }: Input,
  submission: Submission,
): Promise<{ holder: ChallengeHolder; cookie?: string }> {
  const holder = await findSessionHolder(deps, cookies);
  if (holder) return { holder };
  if (submission.code !== undefined) throw new AppError("sms_verification_100_4");
  const guest = await startGuestSession(deps, actor, context);
  return { holder: guest.actor, cookie: guestSessionCookie(deps.env, guest.token) };
}

/** Whose open challenges a request may see: the customer's, or those of a guest's session; null for neither. */
export async function findChallengeHolder({
  deps,
  actor,
  cookies,
}: Pick<Input, "deps" | "actor" | "cookies">): Promise<ChallengeHolder | null> {
  return isSignedIn(actor) ? actor : findSessionHolder(deps, cookies);
}
