import { endpoint, route } from "@/app/api/_route/routes";
import { sessionCookies } from "@/app/api/_route/session-cookie";
import { signedInResponse, signInBody } from "@/lib/auth/schema";
import { signInWithPassword } from "@/lib/auth/service";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "public",
      csrf: "exempt",
      errorShape: "lists",
      body: signInBody,
      summary: "Sign in with a password",
      description:
        "The key is also the value of the cookie `osessionid`. Sessions sent with the request end. Unknown keys are ignored.",
      responses: { 200: { schema: signedInResponse, headers: ["Set-Cookie"] } },
      errors: ["passkey_required", "throttled"],
    },
    async ({ deps, actor, body, context }) => {
      const credentials = { name: body.email, password: body.password };
      const session = await signInWithPassword(deps, actor, credentials, context);
      return ok({ key: session.token, redirect_url: "/" }, { cookies: sessionCookies(deps.env, session) });
    },
  ),
});
