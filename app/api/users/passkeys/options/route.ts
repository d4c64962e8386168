import { endpoint, route } from "@/app/api/_route/routes";
import { passkeyCreationOptions } from "@/lib/auth/passkey-schema";
import { beginPasskey } from "@/lib/auth/passkey-service";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "customer",
      summary: "Get the options for a new passkey",
      description: "It needs a sign-in of the last day.",
      responses: { 200: passkeyCreationOptions },
      errors: ["fresh_sign_in_required", "passkey_limit"],
    },
    async ({ deps, actor }) => ok(await beginPasskey(deps, actor)),
  ),
});
