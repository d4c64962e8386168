import { endpoint, route } from "@/app/api/_route/routes";
import { passkeyRequirementBody, passkeyRequirementResponse } from "@/lib/auth/passkey-schema";
import { setPasskeyRequired } from "@/lib/auth/second-factor-service";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  PATCH: route(
    {
      auth: "customer",
      body: passkeyRequirementBody,
      summary: "Have my account ask for a passkey",
      description:
        "A password or a code alone then signs nobody in, for a token neither. It takes a passkey, a verified phone and a confirmed email address, and ends all other sign-ins. It needs a sign-in of the last day.",
      responses: { 200: passkeyRequirementResponse },
      errors: ["fresh_sign_in_required", "passkey_not_enough"],
    },
    async ({ deps, actor, body, context }) => {
      await setPasskeyRequired(deps, actor, body.is_required, context);
      return ok({ is_required: body.is_required });
    },
  ),
});
