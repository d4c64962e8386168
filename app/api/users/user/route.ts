import { endpoint, route } from "@/app/api/_route/routes";
import { ok } from "@/lib/platform/http/response";
import { toUserResponse } from "@/lib/profile/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, ({ actor }) => ok(toUserResponse(actor.customer))),
});
