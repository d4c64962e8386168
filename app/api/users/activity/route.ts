import { listActivity } from "@/lib/activity/service";
import { idOf } from "@/lib/platform/http/path-id";
import { ok } from "@/lib/platform/http/response";
import { endpoint, route } from "@/lib/platform/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async ({ deps, customer, request }) => {
    const before = new URL(request.url).searchParams.get("before");
    return ok(await listActivity(deps, customer.id, before === null ? null : idOf(before)));
  }),
});
