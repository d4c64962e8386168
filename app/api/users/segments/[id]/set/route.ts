import { endpoint, route } from "@/app/api/_route/routes";
import { ok } from "@/lib/platform/http/response";
import { activateSegment } from "@/lib/segments/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "customer" }, async ({ deps, actor, params, context }) =>
    ok(await activateSegment(deps, actor, params.id ?? "", context)),
  ),
});
