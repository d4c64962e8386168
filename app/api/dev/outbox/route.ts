import { ok } from "@/lib/http/reply";
import { endpoint, route } from "@/lib/http/route";
import { listOutbox } from "@/lib/outbox/service";
import { outboxMessageView } from "@/lib/outbox/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "public" }, async ({ deps, request }) => {
    const messages = await listOutbox(deps, new URL(request.url).searchParams.get("to"));
    return ok(messages.map(outboxMessageView));
  }),
});
