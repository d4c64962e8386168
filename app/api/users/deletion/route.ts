import { toDeletionResponse } from "@/app/api/_responses/deletion";
import { ok } from "@/lib/platform/http/response";
import { endpoint, ownerOf, route } from "@/lib/platform/http/route";
import { deletionBody } from "@/lib/privacy/schema";
import { askForDeletion, getDeletion, withdrawDeletion } from "@/lib/privacy/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async ({ deps, customer }) => ok(await getDeletion(deps, customer.id))),

  POST: route({ auth: "customer", body: deletionBody }, async (context) => {
    const { deps, body, language } = context;
    const wish = { password: body.password, answer: body, language };
    return toDeletionResponse(deps, await askForDeletion(deps, ownerOf(context), wish));
  }),

  DELETE: route({ auth: "customer" }, async (context) => ok(await withdrawDeletion(context.deps, ownerOf(context)))),
});
