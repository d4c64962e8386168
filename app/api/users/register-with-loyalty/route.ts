import { toRegistrationResponse } from "@/app/api/_responses/registration";
import { verifiesSms } from "@/app/api/_route/client-type";
import { visitorOf } from "@/app/api/_route/visitor";
import { endpoint, route } from "@/lib/platform/http/route";
import { registrationOf, registrationWithLoyaltyBody } from "@/lib/registration/schema";
import { register } from "@/lib/registration/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "public", body: registrationWithLoyaltyBody }, async (context) => {
    const { deps, body } = context;
    const verify = await verifiesSms(context);
    const { visitor, cookie } = await visitorOf(context, { answering: body.code !== undefined });
    const wish = {
      purpose: "registration_with_loyalty",
      registration: registrationOf(body),
      answer: body,
      verify,
    } as const;
    return toRegistrationResponse(context, "registration_with_loyalty", await register(deps, visitor, wish), cookie);
  }),
});
