import { getLoyaltyState } from "@/lib/loyalty/service";
import { toLoyaltyCardResponse } from "@/lib/loyalty/view";
import { ok } from "@/lib/platform/http/response";
import { endpoint, route } from "@/lib/platform/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async ({ deps, customer, language }) => {
    const { card, points, errors } = await getLoyaltyState(deps, customer, language);
    return ok({ card: card && toLoyaltyCardResponse(card, customer), points, errors });
  }),
});
