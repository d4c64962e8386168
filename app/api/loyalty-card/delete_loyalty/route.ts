import { endpoint, route } from "@/app/api/_route/routes";
import { closingCardResponse } from "@/lib/loyalty/schema";
import { getCard, leaveLoyalty } from "@/lib/loyalty/service";
import { toClosingCardResponse } from "@/lib/loyalty/view";
import { noContent, ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "customer",
      summary: "Get the card to be deleted",
      responses: { 200: closingCardResponse },
      errors: ["not_found"],
    },
    async ({ deps, actor: { customer } }) =>
      ok({ card: toClosingCardResponse(await getCard(deps, customer.id), customer) }),
  ),

  POST: route(
    {
      auth: "customer",
      summary: "Leave the loyalty programme",
      description: "The programme is notified as soon as it can be reached. A second call gets 404.",
      responses: { 204: {} },
      errors: ["not_found"],
    },
    async ({ deps, actor, context }) => {
      await leaveLoyalty(deps, actor, context);
      return noContent();
    },
  ),
});
