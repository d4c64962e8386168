import { endpoint, route } from "@/app/api/_route/routes";
import { signInTokenResponse, tokenSignUpBody } from "@/lib/auth/schema";
import { created } from "@/lib/platform/http/response";
import { signUpForToken } from "@/lib/registration/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "public",
      csrf: "exempt",
      body: tokenSignUpBody,
      summary: "Sign up with a username",
      responses: { 201: signInTokenResponse },
      errors: ["throttled"],
    },
    async ({ deps, body, context }) => created({ token: await signUpForToken(deps, body, context) }),
  ),
});
