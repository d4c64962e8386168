import { endpoint, route } from "@/app/api/_route/routes";
import { signInTokenResponse, tokenVerifyBody } from "@/lib/auth/schema";
import { signInForTokenWithCode } from "@/lib/auth/service";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "public",
      csrf: "cookieless",
      errorShape: "detailed",
      body: tokenVerifyBody,
      summary: "Get a token with a code",
      description: "Use the IP address and User-Agent that requested the code.",
      responses: { 200: signInTokenResponse },
      errors: ["account_dormant", "passkey_required", "sms_verification_100_2", "sms_verification_100_4", "throttled"],
    },
    async ({ deps, body, context }) => ok({ token: await signInForTokenWithCode(deps, body.code, context) }),
  ),
});
