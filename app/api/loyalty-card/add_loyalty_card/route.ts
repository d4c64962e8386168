import { toJoinResponse } from "@/app/api/_responses/loyalty";
import { verifiesSms } from "@/app/api/_route/client-type";
import { endpoint, route } from "@/app/api/_route/routes";
import { joinLoyalty } from "@/lib/loyalty/membership-service";
import { addLoyaltyCardBody, loyaltyForm } from "@/lib/loyalty/schema";
import { findCustomerCard } from "@/lib/loyalty/service";
import { toLoyaltyUserResponse } from "@/lib/loyalty/view";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async ({ deps, actor: { customer } }) => {
    if (!(await findCustomerCard(deps, customer.id))) return ok(toLoyaltyUserResponse(customer));
    return { status: 302, headers: { Location: "/loyalty-card/loyalty_card/" } };
  }),

  POST: route({ auth: "customer", source: "add_loyalty_card", body: addLoyaltyCardBody }, async (input) => {
    const { deps, actor, body, context } = input;
    const member = { form: loyaltyForm(body), source: context.source };
    const verify = await verifiesSms(input);
    return toJoinResponse(await joinLoyalty(deps, actor, { ...member, verify, submission: body }, context), body);
  }),
});
