import { endpoint, route } from "@/app/api/_route/routes";
import { tokenVerifyBody } from "@/lib/auth/schema";
import { signInForTokenWithCode } from "@/lib/auth/service";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "public", csrf: "exempt", body: tokenVerifyBody }, async ({ deps, body, context }) =>
    ok({ token: await signInForTokenWithCode(deps, body.code, context) }),
  ),
});
