import { guestSessionCookie } from "@/app/api/_route/session-cookie";
import type { Visitor } from "@/lib/auth/service";
import { findCaller, findLiveSession, sessionTokensOf, startGuestSession } from "@/lib/auth/session-service";
import { AppError } from "@/lib/platform/errors";
import { holderOf, type RouteContext } from "@/lib/platform/http/route";
import type { Holder } from "@/lib/verification/service";

/**
 * Who leads a dialogue without having to be signed in: the session that the request brought, else a guest's that starts
 * here and whose cookie goes out with the answer.
 *
 * @param answering the request brings a code: without a session there is no dialogue that it could answer
 * @throws AppError `sms_verification_100_4` then; `session_ambiguous`, `throttled`
 */
export async function visitorOf(
  {
    deps,
    cookies,
    device,
    language,
  }: Pick<RouteContext<"public", unknown>, "deps" | "cookies" | "device" | "language">,
  { answering }: { answering: boolean },
): Promise<{ visitor: Visitor; cookie: string | undefined }> {
  const session = await findLiveSession(deps, cookies);
  const visitor = { language, device, replaced: sessionTokensOf(cookies) };
  if (session) return { visitor: { ...visitor, holder: { kind: "session", id: session.id } }, cookie: undefined };
  if (answering) throw new AppError("sms_verification_100_4");
  const { id, token } = await startGuestSession(deps, device);
  return { visitor: { ...visitor, holder: { kind: "session", id } }, cookie: guestSessionCookie(deps.env, token) };
}

/**
 * Whose open dialogues a request may see: its API token's or its session's, a guest's too.
 *
 * @throws AppError `not_found` when it has neither; `token_invalid`, `session_ambiguous`
 */
export async function dialogueHolder({
  deps,
  cookies,
  request,
}: Pick<RouteContext<"public", unknown>, "deps" | "cookies" | "request">): Promise<Holder> {
  const caller = await findCaller(deps, { cookies, authorization: request.headers.get("authorization") });
  if (caller) return holderOf(caller);
  const session = await findLiveSession(deps, cookies);
  if (!session) throw new AppError("not_found");
  return { kind: "session", id: session.id };
}
