import { endpoint, route } from "@/app/api/_route/routes";
import { signInTokenResponse, tokenSignInBody } from "@/lib/auth/schema";
import { signInForToken } from "@/lib/auth/service";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "public",
      csrf: "cookieless",
      errorShape: "detailed",
      body: tokenSignInBody,
      summary: "Get a token with a password",
      description: "The username may also be the email address or the verified mobile number.",
      responses: { 200: signInTokenResponse },
      errors: ["passkey_required", "throttled"],
    },
    async ({ deps, body, context }) => {
      const credentials = { name: body.username, password: body.password };
      return ok({ token: await signInForToken(deps, credentials, context) });
    },
  ),
});
