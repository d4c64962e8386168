import { endpoint, route } from "@/app/api/_route/routes";
import { ok } from "@/lib/platform/http/response";
import { listSegments } from "@/lib/segments/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async ({ deps, actor }) => ok(await listSegments(deps, actor.customer))),
});
