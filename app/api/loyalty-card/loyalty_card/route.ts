import { endpoint, route } from "@/app/api/_route/routes";
import { loyaltyStateResponse } from "@/lib/loyalty/schema";
import { getLoyaltyState } from "@/lib/loyalty/service";
import { toLoyaltyCardResponse } from "@/lib/loyalty/view";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "customer",
      summary: "Get my card and points",
      description: "If the points cannot be read, the last known ones are returned, with a message in `errors`.",
      responses: { 200: loyaltyStateResponse },
    },
    async ({ deps, actor: { customer }, context }) => {
      const { card, points, errors } = await getLoyaltyState(deps, customer, context.language);
      return ok({ card: card && toLoyaltyCardResponse(card, customer, deps.fields), points, errors });
    },
  ),
});
