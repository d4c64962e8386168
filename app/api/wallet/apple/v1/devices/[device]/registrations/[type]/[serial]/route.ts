import { endpoint, route } from "@/app/api/_route/routes";
import { registerPhone, unregisterPhone } from "@/lib/wallet/phone-service";
import { registerPhoneBody, registrationParams } from "@/lib/wallet/schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  // For phones, which prove themselves by the token in their pass.
  POST: route(
    {
      auth: "public",
      csrf: "exempt",
      params: registrationParams,
      body: registerPhoneBody,
      summary: "Register a phone for a pass",
      description: "With `Authorization: ApplePass <token>`. It is told when the pass changes.",
      responses: { 200: { description: "It was registered already." }, 201: { description: "Registered." } },
      errors: ["not_found", "token_invalid", "throttled"],
    },
    async ({ deps, params: { device, ...pass }, body, request: { headers } }) => {
      const claim = { ...pass, authorization: headers.get("authorization") };
      const isNew = await registerPhone(deps, claim, { device, pushToken: body.pushToken });
      return isNew ? { status: 201 as const } : { status: 200 as const };
    },
  ),

  DELETE: route(
    {
      auth: "public",
      csrf: "exempt",
      params: registrationParams,
      summary: "Unregister a phone from a pass",
      description: "With `Authorization: ApplePass <token>`.",
      responses: { 200: { description: "It is told of nothing more." } },
      errors: ["not_found", "token_invalid", "throttled"],
    },
    async ({ deps, params: { device, ...pass }, request: { headers } }) => {
      await unregisterPhone(deps, { ...pass, authorization: headers.get("authorization") }, device);
      return { status: 200 as const };
    },
  ),
});
