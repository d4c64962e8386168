import { ok } from "@/lib/platform/http/response";
import { endpoint, route } from "@/lib/platform/http/route";
import { toUserResponse } from "@/lib/profile/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, ({ customer }) => ok(toUserResponse(customer))),
});
