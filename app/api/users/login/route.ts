import { ok } from "@/lib/http/reply";
import { endpoint, route } from "@/lib/http/route";
import { sessionCookie } from "@/lib/http/session-cookie";
import { signInBody } from "@/lib/identity/schema";
import { signInWithPassword } from "@/lib/identity/service";
import { sessionTokensOf } from "@/lib/session";

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
