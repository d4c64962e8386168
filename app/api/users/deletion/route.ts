import { toDeletionStepResponse } from "@/app/api/_responses/deletion";
import { challengeErrors } from "@/app/api/_responses/pending";
import { endpoint, route } from "@/app/api/_route/routes";
import { ok } from "@/lib/platform/http/response";
import { askedDeletionResponse, deletionBody, deletionResponse } from "@/lib/privacy/schema";
import { getDeletion, requestDeletion, withdrawDeletion } from "@/lib/privacy/service";
import { codeSentResponse } from "@/lib/verification/schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "customer",
      summary: "Get the account's deletion date",
      description: "Null if no deletion was requested.",
      responses: { 200: deletionResponse },
    },
    async ({ deps, actor }) => ok(await getDeletion(deps, actor.customer.id)),
  ),

  POST: route(
    {
      auth: "customer",
      body: deletionBody,
      summary: "Request account deletion",
      description:
        "Needs the password, or else a code sent to the account's own number. All access ends at once; the account is deleted after a cooling-off period.",
      responses: { 200: { schema: askedDeletionResponse, headers: ["Set-Cookie"] }, 202: codeSentResponse },
      errors: [...challengeErrors, "fresh_sign_in_required"],
    },
    async ({ deps, actor, body, context }) =>
      toDeletionStepResponse(deps.env, await requestDeletion(deps, actor, body, context)),
  ),

  DELETE: route(
    { auth: "customer", summary: "Cancel account deletion", responses: { 200: deletionResponse } },
    async ({ deps, actor, context }) => ok(await withdrawDeletion(deps, actor, context)),
  ),
});
