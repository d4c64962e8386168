import { challengeErrors } from "@/app/api/_responses/pending";
import { toRegistrationWithLoyaltyResponse } from "@/app/api/_responses/registration";
import { getChallengeHolder } from "@/app/api/_route/challenge-holder";
import { verifiesSms } from "@/app/api/_route/client-type";
import { endpoint, route } from "@/app/api/_route/routes";
import { successResponse } from "@/lib/platform/response-schema";
import {
  registeredResponse,
  registrationOf,
  registrationStepResponse,
  registrationWithLoyaltyBody,
} from "@/lib/registration/schema";
import { register } from "@/lib/registration/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "public",
      body: registrationWithLoyaltyBody,
      summary: "Register with a loyalty card",
      description:
        "With `add_loyalty`, the programme's account for the verified phone is linked, or a new one is created. If the programme is down, the customer is still registered and the card follows later.",
      responses: {
        200: { schema: successResponse, headers: ["Set-Cookie"] },
        201: { schema: registeredResponse, headers: ["Set-Cookie"] },
        202: { schema: registrationStepResponse, headers: ["Set-Cookie"] },
      },
      errors: [...challengeErrors, "kvkk_service_100_2", "loyalty_100_2", "loyalty_100_3"],
    },
    async (input) => {
      const { deps, body, context } = input;
      const verify = await verifiesSms(input);
      const holder = await getChallengeHolder(input);
      const purpose = "registration_with_loyalty";
      const registration = { purpose, registration: registrationOf(body), submission: body, verify } as const;
      const step = await register(deps, holder, registration, context);
      return toRegistrationWithLoyaltyResponse(deps, step, context);
    },
  ),
});
