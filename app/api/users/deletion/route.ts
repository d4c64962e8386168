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
      summary: "Get when my account is to be deleted",
      description: "Null when it is not.",
      responses: { 200: deletionResponse },
    },
    async ({ deps, actor }) => ok(await getDeletion(deps, actor.customer.id)),
  ),

  POST: route(
    {
      auth: "customer",
      body: deletionBody,
      summary: "Ask for my account to be deleted",
      description:
        "By the password, or else by a code to the account's own number. All access ends at once; the account goes after the time to think it over.",
      responses: { 200: { schema: askedDeletionResponse, headers: ["Set-Cookie"] }, 202: codeSentResponse },
      errors: [...challengeErrors],
    },
    async ({ deps, actor, body, context }) =>
      toDeletionStepResponse(deps.env, await requestDeletion(deps, actor, body, context)),
  ),

  DELETE: route(
    { auth: "customer", summary: "Keep my account after all", responses: { 200: deletionResponse } },
    async ({ deps, actor, context }) => ok(await withdrawDeletion(deps, actor, context)),
  ),
});
