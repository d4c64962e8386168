import { endpoint, route } from "@/app/api/_route/routes";
import { changeIdentityBody, identityResponse } from "@/lib/auth/identity-schema";
import { allowIdentity } from "@/lib/auth/identity-service";
import { idParams } from "@/lib/platform/http/path-id";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  PATCH: route(
    {
      auth: "customer",
      summary: "Let an identity sign me in, or no longer",
      description:
        "It needs a sign-in of the last day. One that is no longer allowed stays so, whoever signs in there. The last way into an account stays.",
      params: idParams,
      body: changeIdentityBody,
      responses: { 200: identityResponse },
      errors: ["fresh_sign_in_required", "not_found", "identity_last_way_in"],
    },
    async ({ deps, actor, params, body, context }) =>
      ok(await allowIdentity(deps, actor, { id: params.id, isAllowed: body.is_allowed }, context)),
  ),
});
