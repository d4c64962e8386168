import { endpoint, route } from "@/app/api/_route/routes";
import { getCard, leaveLoyalty } from "@/lib/loyalty/service";
import { toClosingCardResponse } from "@/lib/loyalty/view";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async ({ deps, actor: { customer } }) =>
    ok({ card: toClosingCardResponse(await getCard(deps, customer.id), customer) }),
  ),

  POST: route({ auth: "customer" }, async ({ deps, actor, context }) => {
    await leaveLoyalty(deps, actor, context);
    return { status: 204 };
  }),
});
