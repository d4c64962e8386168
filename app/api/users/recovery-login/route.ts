import { challengeErrors } from "@/app/api/_responses/pending";
import { getChallengeHolder } from "@/app/api/_route/challenge-holder";
import { endpoint, route } from "@/app/api/_route/routes";
import { sessionCookies } from "@/app/api/_route/session-cookie";
import { recoverySignInBody, signedInResponse } from "@/lib/auth/schema";
import { signInWithoutPasskey } from "@/lib/auth/second-factor-service";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "public",
      body: recoverySignInBody,
      summary: "Sign in with code and password together",
      description:
        "For whoever has lost the passkey that their account asks for (`passkey_required`). The code is that of the sign-in started by `POST /api/users/otp-login/` in the same session.",
      responses: { 200: { schema: signedInResponse, headers: ["Set-Cookie"] } },
      errors: challengeErrors,
    },
    async (input) => {
      const { deps, body, context } = input;
      const session = await signInWithoutPasskey(deps, await getChallengeHolder(input), body, context);
      return ok({ key: session.token, redirect_url: "/" }, { cookies: sessionCookies(deps.env, session) });
    },
  ),
});
