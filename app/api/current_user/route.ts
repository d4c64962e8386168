import { toCurrentUserResponse } from "@/lib/auth/view";
import { ok } from "@/lib/platform/http/response";
import { endpoint, route } from "@/lib/platform/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, ({ customer }) => ok(toCurrentUserResponse(customer))),
});
