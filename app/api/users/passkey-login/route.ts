import { endpoint, route } from "@/app/api/_route/routes";
import { sessionCookies } from "@/app/api/_route/session-cookie";
import { passkeyRequestOptions, passkeySignInBody } from "@/lib/auth/passkey-schema";
import { passkeySignInOptions, signInWithPasskey } from "@/lib/auth/passkey-sign-in-service";
import { signedInResponse } from "@/lib/auth/schema";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "public",
      summary: "Get the options for signing in with a passkey",
      responses: { 200: passkeyRequestOptions },
    },
    async ({ deps }) => ok(await passkeySignInOptions(deps)),
  ),

  POST: route(
    {
      auth: "public",
      body: passkeySignInBody,
      summary: "Sign in with a passkey",
      description:
        "What `navigator.credentials.get` made of the options, as JSON. The key is also the value of the cookie `osessionid`. Sessions sent with the request end.",
      responses: { 200: { schema: signedInResponse, headers: ["Set-Cookie"] } },
      errors: ["throttled"],
    },
    async ({ deps, actor, body, context }) => {
      const session = await signInWithPasskey(deps, actor, body.passkey, context);
      return ok({ key: session.token, redirect_url: "/" }, { cookies: sessionCookies(deps.env, session) });
    },
  ),
});
