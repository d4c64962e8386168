import { toDeletionStepResponse } from "@/app/api/_responses/deletion";
import { endpoint, route } from "@/app/api/_route/routes";
import { ok } from "@/lib/platform/http/response";
import { deletionBody } from "@/lib/privacy/schema";
import { getDeletion, requestDeletion, withdrawDeletion } from "@/lib/privacy/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async ({ deps, actor }) => ok(await getDeletion(deps, actor.customer.id))),

  POST: route({ auth: "customer", body: deletionBody }, async ({ deps, actor, body, context }) =>
    toDeletionStepResponse(deps.env, await requestDeletion(deps, actor, body, context)),
  ),

  DELETE: route({ auth: "customer" }, async ({ deps, actor, context }) =>
    ok(await withdrawDeletion(deps, actor, context)),
  ),
});
