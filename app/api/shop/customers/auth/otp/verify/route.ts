import { ok } from "@/lib/http/reply";
import { endpoint, route } from "@/lib/http/route";
import { tokenVerifyBody } from "@/lib/identity/schema";
import { signInForTokenWithCode } from "@/lib/identity/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "public", csrf: "exempt", body: tokenVerifyBody }, async ({ deps, device, body }) =>
    ok({ token: await signInForTokenWithCode(deps, device, body.code) }),
  ),
});
