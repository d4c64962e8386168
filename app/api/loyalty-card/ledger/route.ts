import { endpoint, route } from "@/app/api/_route/routes";
import { ledgerQuery, ledgerResponse } from "@/lib/loyalty/schema";
import { getLedger } from "@/lib/loyalty/service";
import { toLedgerResponse } from "@/lib/loyalty/view";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "customer",
      summary: "List my points transactions",
      description: "Newest first.",
      query: ledgerQuery,
      responses: { 200: ledgerResponse },
      errors: ["not_found"],
    },
    async ({ deps, actor, query: { before = null, limit } }) => {
      const { balance, page } = await getLedger(deps, actor.customer, { before, limit });
      return ok(toLedgerResponse(balance, page));
    },
  ),
});
