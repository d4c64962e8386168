import { ok } from "@/lib/platform/http/response";
import { endpoint, route } from "@/lib/platform/http/route";
import { activateSegment } from "@/lib/segments/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "customer" }, async ({ deps, customer, params, device }) =>
    ok(await activateSegment(deps, customer, params.id ?? "", device)),
  ),
});
