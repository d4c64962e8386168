import { getCard, leaveLoyalty } from "@/lib/loyalty/service";
import { toClosingCardResponse } from "@/lib/loyalty/view";
import { ok } from "@/lib/platform/http/response";
import { endpoint, route } from "@/lib/platform/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async ({ deps, customer }) =>
    ok({ card: toClosingCardResponse(await getCard(deps, customer.id), customer) }),
  ),

  POST: route({ auth: "customer" }, async ({ deps, customer, device }) => {
    await leaveLoyalty(deps, customer, device);
    return { status: 204 };
  }),
});
