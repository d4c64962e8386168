import { endpoint, route } from "@/app/api/_route/routes";
import { identityFlowCookie } from "@/app/api/_route/session-cookie";
import { identitySignInBody, identitySignInResponse } from "@/lib/auth/identity-schema";
import { beginIdentitySignIn } from "@/lib/auth/identity-sign-in-service";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "public",
      body: identitySignInBody,
      summary: "Start signing in with the shop's own identity",
      description:
        "For browsers on the shop's own origin; 404 where the shop has no OpenID Connect provider. The browser goes to the address, and comes back to the callback within ten minutes.",
      responses: { 200: { schema: identitySignInResponse, headers: ["Set-Cookie"] } },
      errors: ["not_found"],
    },
    async ({ deps, body: { next = "", confirm }, context: { language } }) => {
      const started = await beginIdentitySignIn(deps, { next, acceptsTerms: confirm ?? false, language });
      return ok({ authorization_url: started.url }, { cookies: [identityFlowCookie(deps.env, started.cookie)] });
    },
  ),
});
