import { endpoint, route } from "@/app/api/_route/routes";
import { signInTokenResponse, tokenVerifyBody } from "@/lib/auth/schema";
import { signInForTokenWithCode } from "@/lib/auth/service";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "public",
      csrf: "exempt",
      body: tokenVerifyBody,
      summary: "Get a token by code",
      description: "From the same address and with the same User-Agent as the code was asked for.",
      responses: { 200: signInTokenResponse },
      errors: ["sms_verification_100_2", "sms_verification_100_4", "throttled"],
    },
    async ({ deps, body, context }) => ok({ token: await signInForTokenWithCode(deps, body.code, context) }),
  ),
});
