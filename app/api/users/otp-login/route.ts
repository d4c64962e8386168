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
      summary: "Sign in by code",
      description:
        "Without a code: one is sent, and the answer is the same whether the number has an account or not. Both steps belong to one guest session: keep the cookie of the first answer.",
      responses: { 200: { schema: codeSignInResponse, headers: ["Set-Cookie"] } },
      errors: challengeErrors,
    },
    async (input) => {
      const { deps, body, context } = input;
      const { holder, cookie } = await getChallengeHolder(input, body);
      return toSignInResponse(deps.env, await signInWithCode(deps, holder, body, context), cookie);
    },
  ),
});
