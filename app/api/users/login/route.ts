import { sessionCookie } from "@/app/api/_route/session-cookie";
import { signInBody } from "@/lib/auth/schema";
import { signInWithPassword } from "@/lib/auth/service";
import { sessionTokensOf } from "@/lib/auth/session-service";
import { ok } from "@/lib/platform/http/response";
import { endpoint, route } from "@/lib/platform/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    { auth: "public", csrf: "exempt", errorsAsLists: true, body: signInBody },
    async ({ deps, body, device, cookies }) => {
      const credentials = { name: body.email, password: body.password };
      const key = await signInWithPassword(deps, credentials, { device, replaced: sessionTokensOf(cookies) });
      return ok({ key, redirect_url: "/" }, { cookie: sessionCookie(deps.env, key) });
    },
  ),
});
