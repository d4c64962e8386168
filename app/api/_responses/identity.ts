import { clearedIdentityFlowCookie, sessionCookies } from "@/app/api/_route/session-cookie";
import { nextPath } from "@/components/auth/next-path";
import { welcomePath } from "@/components/verification/routes";
import type { IdentitySignIn } from "@/lib/auth/identity-sign-in-service";
import type { Env } from "@/lib/platform/env";
import { redirect } from "@/lib/platform/http/response";

/** To one of our pages; a new customer's first one asks what registration did not. */
export function toIdentitySignInResponse(env: Env, result: IdentitySignIn) {
  const cleared = clearedIdentityFlowCookie(env);
  const next = nextPath(result.next);
  switch (result.outcome) {
    case "signed_in":
    case "registered": {
      const place = result.outcome === "registered" ? welcomePath(next) : next;
      return { ...redirect(303, place), cookies: [...sessionCookies(env, result.session), cleared] };
    }
    case "terms_required":
      return { ...redirect(303, `/register?${new URLSearchParams({ by: "identity", next })}`), cookies: [cleared] };
    default:
      return {
        ...redirect(303, `/login?${new URLSearchParams({ identity: result.outcome, next })}`),
        cookies: [cleared],
      };
  }
}
