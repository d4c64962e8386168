import { ok } from "@/lib/http/reply";
import { endpoint, route } from "@/lib/http/route";
import { getCard, leaveLoyalty } from "@/lib/loyalty/service";
import { closingCardView } from "@/lib/loyalty/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async ({ deps, customer }) =>
    ok({ card: closingCardView(await getCard(deps, customer.id), customer) }),
  ),

  POST: route({ auth: "customer" }, async ({ deps, customer, device }) => {
    await leaveLoyalty(deps, customer, device);
    return { status: 204 };
  }),
});
