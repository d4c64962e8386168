import { endpoint, route } from "@/app/api/_route/routes";
import { balanceResponse } from "@/lib/loyalty/history-schema";
import { getLoyaltyState } from "@/lib/loyalty/service";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "customer",
      summary: "Get my points",
      description: "0 without a card. If the points cannot be read, the last known ones are returned.",
      responses: { 200: balanceResponse },
    },
    async ({ deps, actor, context }) => {
      const { points } = await getLoyaltyState(deps, actor.customer, context.language);
      return ok({ balance: points });
    },
  ),
});
