import { toIdentitySignInResponse } from "@/app/api/_responses/identity";
import { endpoint, route } from "@/app/api/_route/routes";
import { IDENTITY_FLOW_COOKIE } from "@/app/api/_route/session-cookie";
import { identityAnswerQuery } from "@/lib/auth/identity-schema";
import { finishIdentitySignIn } from "@/lib/auth/identity-sign-in-service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "public",
      query: identityAnswerQuery,
      summary: "Finish signing in with the shop's own identity",
      description: "Where the issuer sends browsers back to. It leads to a page of ours, whatever has happened.",
      responses: {
        303: {
          description: "To the page asked for; to the sign-in page, which says why, where nobody was signed in.",
          headers: ["Location", "Set-Cookie", "RateLimit", "RateLimit-Policy"],
        },
      },
      errors: ["not_found"],
    },
    async ({ deps, actor, request, cookies, context }) => {
      const cookie = cookies.find(({ name }) => name === IDENTITY_FLOW_COOKIE)?.value ?? "";
      const answer = new URL(request.url).searchParams;
      const result = await finishIdentitySignIn(deps, actor, { cookie, answer }, context);
      return toIdentitySignInResponse(deps.env, result);
    },
  ),
});
