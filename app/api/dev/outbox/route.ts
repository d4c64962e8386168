import { endpoint, route } from "@/app/api/_route/routes";
import { listDevMessages } from "@/lib/dev-mailbox/service";
import { toDevMessageResponse } from "@/lib/dev-mailbox/view";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "public" }, async ({ deps, request }) => {
    const messages = await listDevMessages(deps, new URL(request.url).searchParams.get("to"));
    return ok(messages.map(toDevMessageResponse));
  }),
});
