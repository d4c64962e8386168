import { endpoint, route } from "@/app/api/_route/routes";
import { findLiveToken } from "@/lib/auth/actor-service";
import { csrfTokenResponse } from "@/lib/auth/schema";
import { setCookieLine } from "@/lib/platform/http/cookies";
import { CSRF_COOKIE, CSRF_MAX_AGE_SECONDS, issueCsrfToken } from "@/lib/platform/http/csrf";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "public",
      summary: "Get a CSRF token",
      description: "The token is also set as the cookie `csrftoken`. One issued without a session is valid with any.",
      responses: { 200: { schema: csrfTokenResponse, headers: ["Set-Cookie"] } },
    },
    async ({ deps, cookies }) => {
      const token = issueCsrfToken(await findLiveToken(deps, cookies));
      // Readable by scripts: a client that is no page of ours copies it into the header.
      const settings = { maxAgeSeconds: CSRF_MAX_AGE_SECONDS, httpOnly: false };
      const cookie = setCookieLine(deps.env, { name: CSRF_COOKIE, value: token }, settings);
      return ok({ csrf_token: token }, { cookies: [cookie] });
    },
  ),
});
