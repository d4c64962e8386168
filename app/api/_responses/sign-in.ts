import { stepReply } from "@/app/api/_responses/step";
import { sessionCookie } from "@/app/api/_route/session-cookie";
import type { SignInStep } from "@/lib/auth/service";
import type { Deps } from "@/lib/deps";
import { ok, type Reply } from "@/lib/platform/http/response";

/** What a step of a sign-in by code answers: always 200, the same for numbers with and without an account. */
export function signInReply({ env }: Deps, result: SignInStep, cookie: string | undefined): Reply {
  if (result.step !== "done") return stepReply(result, {}, { status: 200, cookie });
  return ok({ key: result.token }, { cookie: sessionCookie(env, result.token) });
}
