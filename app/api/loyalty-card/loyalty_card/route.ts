import { ok } from "@/lib/http/reply";
import { endpoint, route } from "@/lib/http/route";
import { getLoyaltyState } from "@/lib/loyalty/service";
import { loyaltyCardView } from "@/lib/loyalty/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async ({ deps, customer, language }) => {
    const { card, points, errors } = await getLoyaltyState(deps, customer, language);
    return ok({ card: card && loyaltyCardView(card, customer), points, errors });
  }),
});
