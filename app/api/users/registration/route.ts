import { challengeErrors } from "@/app/api/_responses/pending";
import { toRegistrationResponse } from "@/app/api/_responses/registration";
import { getChallengeHolder } from "@/app/api/_route/challenge-holder";
import { verifiesSms } from "@/app/api/_route/client-type";
import { endpoint, route } from "@/app/api/_route/routes";
import { sessionKeyResponse } from "@/lib/auth/schema";
import { successResponse } from "@/lib/platform/response-schema";
import { registrationBody, registrationOf, registrationStepResponse } from "@/lib/registration/schema";
import { register } from "@/lib/registration/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "public",
      csrf: "exempt",
      errorShape: "lists",
      body: registrationBody,
      summary: "Register",
      description: "Booleans may be strings, `gender` may be `none`, and unknown keys are ignored.",
      responses: {
        200: { schema: successResponse, headers: ["Set-Cookie"] },
        201: { schema: sessionKeyResponse, headers: ["Set-Cookie"] },
        202: { schema: registrationStepResponse, headers: ["Set-Cookie"] },
      },
      errors: [...challengeErrors, "kvkk_service_100_2"],
    },
    async (input) => {
      const { deps, body, context } = input;
      const verify = await verifiesSms(input);
      const holder = await getChallengeHolder(input);
      const purpose = "registration";
      const registration = { purpose, registration: registrationOf(body), submission: body, verify } as const;
      return toRegistrationResponse(deps, await register(deps, holder, registration, context), context);
    },
  ),
});
