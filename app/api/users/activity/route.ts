import { listActivity } from "@/lib/activity/service";
import { idOf } from "@/lib/http/path-id";
import { ok } from "@/lib/http/reply";
import { endpoint, route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async ({ deps, customer, request }) => {
    const before = new URL(request.url).searchParams.get("before");
    return ok(await listActivity(deps, customer.id, before === null ? null : idOf(before)));
  }),
});
