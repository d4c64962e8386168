import { ok } from "@/lib/platform/http/response";
import { endpoint, route } from "@/lib/platform/http/route";
import { listSegments } from "@/lib/segments/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async ({ deps, customer }) => ok(await listSegments(deps, customer))),
});
