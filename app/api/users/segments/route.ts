import { ok } from "@/lib/http/reply";
import { endpoint, route } from "@/lib/http/route";
import { listSegments } from "@/lib/segments/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async ({ deps, customer }) => ok(await listSegments(deps, customer))),
});
