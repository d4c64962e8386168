import { endpoint, route } from "@/app/api/_route/routes";
import { passkeyResponse, passkeysResponse, registerPasskeyBody } from "@/lib/auth/passkey-schema";
import { listPasskeys, registerPasskey } from "@/lib/auth/passkey-service";
import { created, ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    { auth: "customer", summary: "List my passkeys", responses: { 200: passkeysResponse } },
    async ({ deps, actor: { customer } }) =>
      ok({ passkeys: await listPasskeys(deps, customer.id), is_required: customer.requiresPasskey }),
  ),

  POST: route(
    {
      auth: "customer",
      body: registerPasskeyBody,
      summary: "Add a passkey",
      description:
        "What `navigator.credentials.create` made of the options, as JSON. It needs a sign-in of the last day, and the session that asked for the options.",
      responses: { 201: passkeyResponse },
      errors: ["fresh_sign_in_required", "passkey_limit"],
    },
    async ({ deps, actor, body, context }) => created(await registerPasskey(deps, actor, body, context)),
  ),
});
