import { endpoint, route } from "@/app/api/_route/routes";
import { toCurrentUserResponse } from "@/lib/auth/view";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, ({ actor }) => ok(toCurrentUserResponse(actor.customer))),
});
