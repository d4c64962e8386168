import { tokenSignInBody } from "@/lib/auth/schema";
import { signInForToken } from "@/lib/auth/service";
import { ok } from "@/lib/platform/http/response";
import { endpoint, route } from "@/lib/platform/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "public", csrf: "exempt", body: tokenSignInBody }, async ({ deps, body, device }) => {
    const credentials = { name: body.username, password: body.password };
    return ok({ token: await signInForToken(deps, credentials, device) });
  }),
});
