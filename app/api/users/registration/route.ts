import { toRegistrationResponse } from "@/app/api/_responses/registration";
import { verifiesSms } from "@/app/api/_route/client-type";
import { visitorOf } from "@/app/api/_route/visitor";
import { endpoint, route } from "@/lib/platform/http/route";
import { registrationBody, registrationOf } from "@/lib/registration/schema";
import { register } from "@/lib/registration/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "public", csrf: "exempt", errorsAsLists: true, body: registrationBody }, async (context) => {
    const { deps, body } = context;
    const verify = await verifiesSms(context);
    const { visitor, cookie } = await visitorOf(context, { answering: body.code !== undefined });
    const wish = { purpose: "registration", registration: registrationOf(body), answer: body, verify } as const;
    return toRegistrationResponse(context, "registration", await register(deps, visitor, wish), cookie);
  }),
});
