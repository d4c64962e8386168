import { endpoint, route } from "@/app/api/_route/routes";
import { chosenPassword, signInTokenResponse, tokenSignUpBody } from "@/lib/auth/schema";
import { created } from "@/lib/platform/http/response";
import { signUpForToken } from "@/lib/registration/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "public",
      csrf: "cookieless",
      errorShape: "detailed",
      body: tokenSignUpBody,
      summary: "Sign up with a username",
      description: "The password once, as `password`, or twice, as `password1` and `password2`.",
      responses: { 201: signInTokenResponse },
      errors: ["throttled"],
    },
    async ({ deps, body, context }) => {
      const account = { username: body.username, ...chosenPassword(body) };
      return created({ token: await signUpForToken(deps, account, context) });
    },
  ),
});
