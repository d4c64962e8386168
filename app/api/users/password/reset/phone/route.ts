import { challengeErrors } from "@/app/api/_responses/pending";
import { toPhoneResetResponse } from "@/app/api/_responses/phone-reset";
import { getChallengeHolder } from "@/app/api/_route/challenge-holder";
import { endpoint, route } from "@/app/api/_route/routes";
import { codeSignInBody } from "@/lib/auth/schema";
import { phoneResetResponse } from "@/lib/credentials/schema";
import { resetByPhone } from "@/lib/credentials/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "public",
      body: codeSignInBody,
      summary: "Reset the password by SMS",
      description:
        "For accounts without a confirmed email address; one with it gets a link by mail instead of the code. The response is the same for every number. The key sets the new password.",
      responses: { 200: { schema: phoneResetResponse, headers: ["Set-Cookie"] } },
      errors: challengeErrors,
    },
    async (input) => {
      const { deps, body, context } = input;
      const holder = await getChallengeHolder(input);
      return toPhoneResetResponse(deps.env, await resetByPhone(deps, holder, body, context));
    },
  ),
});
