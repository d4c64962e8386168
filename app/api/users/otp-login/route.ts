import { toSignInResponse } from "@/app/api/_responses/sign-in";
import { getChallengeHolder } from "@/app/api/_route/challenge-holder";
import { endpoint, route } from "@/app/api/_route/routes";
import { codeSignInBody } from "@/lib/auth/schema";
import { signInWithCode } from "@/lib/auth/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "public", body: codeSignInBody }, async (input) => {
    const { deps, body, context } = input;
    const { holder, cookie } = await getChallengeHolder(input, body);
    return toSignInResponse(deps.env, await signInWithCode(deps, holder, body, context), cookie);
  }),
});
