import { endpoint, route } from "@/app/api/_route/routes";
import { currentUserResponse } from "@/lib/auth/schema";
import { toCurrentUserResponse } from "@/lib/auth/view";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    { auth: "customer", summary: "Get the current user", responses: { 200: currentUserResponse } },
    ({ actor }) => ok(toCurrentUserResponse(actor.customer)),
  ),
});
