import { tokenVerifyBody } from "@/lib/auth/schema";
import { signInForTokenWithCode } from "@/lib/auth/service";
import { ok } from "@/lib/platform/http/response";
import { endpoint, route } from "@/lib/platform/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "public", csrf: "exempt", body: tokenVerifyBody }, async ({ deps, device, body }) =>
    ok({ token: await signInForTokenWithCode(deps, device, body.code) }),
  ),
});
