import { toUpdateResponse } from "@/app/api/_responses/loyalty";
import { endpoint, route } from "@/app/api/_route/routes";
import { updateLoyaltyCard } from "@/lib/loyalty/membership-service";
import { loyaltyForm, updateLoyaltyCardBody } from "@/lib/loyalty/schema";
import { getAccount } from "@/lib/loyalty/service";
import { toLoyaltyAccountResponse } from "@/lib/loyalty/view";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async ({ deps, actor }) =>
    ok({ card: toLoyaltyAccountResponse(await getAccount(deps, actor.customer)) }),
  ),

  POST: route(
    { auth: "customer", source: "update_loyalty_card", body: updateLoyaltyCardBody },
    async ({ deps, actor, body, context }) => {
      const update = { form: loyaltyForm(body), source: context.source, submission: body };
      return toUpdateResponse(await updateLoyaltyCard(deps, actor, update, context), body);
    },
  ),
});
