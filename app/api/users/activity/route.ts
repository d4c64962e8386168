import { endpoint, route } from "@/app/api/_route/routes";
import { listActivity } from "@/lib/activity/service";
import { idOf } from "@/lib/platform/http/path-id";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async ({ deps, actor, request }) => {
    const before = new URL(request.url).searchParams.get("before");
    return ok(await listActivity(deps, actor.customer.id, before === null ? null : idOf(before)));
  }),
});
