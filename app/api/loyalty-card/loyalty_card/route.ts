import { endpoint, route } from "@/app/api/_route/routes";
import { getLoyaltyState } from "@/lib/loyalty/service";
import { toLoyaltyCardResponse } from "@/lib/loyalty/view";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async ({ deps, actor: { customer }, context }) => {
    const { card, points, errors } = await getLoyaltyState(deps, customer, context.language);
    return ok({ card: card && toLoyaltyCardResponse(card, customer), points, errors });
  }),
});
