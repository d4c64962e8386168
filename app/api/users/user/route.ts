import { endpoint, route } from "@/app/api/_route/routes";
import { ok } from "@/lib/platform/http/response";
import { userResponse } from "@/lib/profile/schema";
import { toUserResponse } from "@/lib/profile/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer", summary: "Get the user", responses: { 200: userResponse } }, ({ actor }) =>
    ok(toUserResponse(actor.customer)),
  ),
});
