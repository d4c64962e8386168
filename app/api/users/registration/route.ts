import { toRegistrationResponse } from "@/app/api/_responses/registration";
import { getChallengeHolder } from "@/app/api/_route/challenge-holder";
import { verifiesSms } from "@/app/api/_route/client-type";
import { endpoint, route } from "@/app/api/_route/routes";
import { registrationBody, registrationOf } from "@/lib/registration/schema";
import { register } from "@/lib/registration/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "public", csrf: "exempt", errorsAsLists: true, body: registrationBody }, async (input) => {
    const { deps, body, context } = input;
    const verify = await verifiesSms(input);
    const { holder, cookie } = await getChallengeHolder(input, body);
    const registration = {
      purpose: "registration",
      registration: registrationOf(body),
      submission: body,
      verify,
    } as const;
    return toRegistrationResponse(deps.env, await register(deps, holder, registration, context), context, cookie);
  }),
});
