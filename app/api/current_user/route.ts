import { ok } from "@/lib/http/reply";
import { endpoint, route } from "@/lib/http/route";
import { currentUserView } from "@/lib/identity/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, ({ customer }) => ok(currentUserView(customer))),
});
