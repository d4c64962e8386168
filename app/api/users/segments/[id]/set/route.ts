import { ok } from "@/lib/http/reply";
import { endpoint, route } from "@/lib/http/route";
import { activateSegment } from "@/lib/segments/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "customer" }, async ({ deps, customer, params, device }) =>
    ok(await activateSegment(deps, customer, params.id ?? "", device)),
  ),
});
