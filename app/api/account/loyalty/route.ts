import { endpoint, route } from "@/app/api/_route/routes";
import { historyResponse } from "@/lib/loyalty/history-schema";
import { listMovements } from "@/lib/loyalty/history-service";
import { toHistoryResponse } from "@/lib/loyalty/history-view";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "customer",
      summary: "List my points transactions in one piece",
      description:
        "The newest 1,000, newest first; none without a card. Send `Accept: application/json`: at `/account/loyalty/` a browser gets the page.",
      responses: { 200: historyResponse },
      errors: ["not_found"],
    },
    async ({ deps, actor }) => ok(toHistoryResponse(await listMovements(deps, actor.customer))),
  ),
});
