import { TEXT_TYPE, toDeletionNoteResponse } from "@/app/api/_responses/deletion";
import { endpoint, route } from "@/app/api/_route/routes";
import { requestDeletionBySignIn } from "@/lib/privacy/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  PATCH: route(
    {
      auth: "customer",
      summary: "Request account deletion without a body",
      description:
        "For clients that can send nothing else: it takes a sign-in of the last day. All access ends at once; the account is deleted after a cooling-off period, and signing in before then keeps it. Whatever body is sent is not read.",
      responses: {
        200: { type: TEXT_TYPE, description: "A sentence for the account's owner.", headers: ["Set-Cookie"] },
      },
      errors: ["fresh_sign_in_required"],
    },
    async ({ deps, actor, context }) => {
      const deletion = await requestDeletionBySignIn(deps, actor, context);
      return toDeletionNoteResponse(deps.env, deletion, context.language);
    },
  ),
});
