import { challengeErrors } from "@/app/api/_responses/pending";
import { toSignInResponse } from "@/app/api/_responses/sign-in";
import { getChallengeHolder } from "@/app/api/_route/challenge-holder";
import { endpoint, route } from "@/app/api/_route/routes";
import { codeSignInBody, codeSignInResponse } from "@/lib/auth/schema";
import { signInWithCode } from "@/lib/auth/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "public",
      body: codeSignInBody,
      summary: "Sign in with a code",
      description:
        "Without a code, one is sent, and the response is the same whether or not the number has an account. Both steps share one guest session: keep the cookie of the first response.",
      responses: { 200: { schema: codeSignInResponse, headers: ["Set-Cookie"] } },
      errors: [...challengeErrors, "account_dormant", "passkey_required"],
    },
    async (input) => {
      const { deps, body, context } = input;
      const holder = await getChallengeHolder(input);
      return toSignInResponse(deps.env, await signInWithCode(deps, holder, body, context));
    },
  ),
});
