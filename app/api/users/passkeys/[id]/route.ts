import { endpoint, route } from "@/app/api/_route/routes";
import { passkeyResponse, renamePasskeyBody } from "@/lib/auth/passkey-schema";
import { removePasskey, renamePasskey } from "@/lib/auth/passkey-service";
import { idParams } from "@/lib/platform/http/path-id";
import { noContent, ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  PATCH: route(
    {
      auth: "customer",
      summary: "Rename a passkey",
      params: idParams,
      body: renamePasskeyBody,
      responses: { 200: passkeyResponse },
      errors: ["not_found"],
    },
    async ({ deps, actor, params, body }) => ok(await renamePasskey(deps, actor, params.id, body.name)),
  ),

  DELETE: route(
    {
      auth: "customer",
      summary: "Remove a passkey",
      description:
        "It needs a sign-in of the last day. The last way into an account cannot be removed, nor the last passkey of one that asks for them.",
      params: idParams,
      responses: { 204: {} },
      errors: ["fresh_sign_in_required", "not_found", "passkey_last_way_in", "passkey_still_required"],
    },
    async ({ deps, actor, params, context }) => {
      await removePasskey(deps, actor, params.id, context);
      return noContent();
    },
  ),
});
