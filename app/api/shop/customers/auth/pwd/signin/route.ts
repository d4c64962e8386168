import { ok } from "@/lib/http/reply";
import { endpoint, route } from "@/lib/http/route";
import { tokenSignInBody } from "@/lib/identity/schema";
import { signInForToken } from "@/lib/identity/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "public", csrf: "exempt", body: tokenSignInBody }, async ({ deps, body, device }) => {
    const credentials = { name: body.username, password: body.password };
    return ok({ token: await signInForToken(deps, credentials, device) });
  }),
});
