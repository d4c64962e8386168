import { toJoinResponse } from "@/app/api/_responses/loyalty";
import { endpoint, route } from "@/app/api/_route/routes";
import { joinWithVerifiedPhone } from "@/lib/loyalty/membership-service";
import { addLoyaltyCardOtpBody, loyaltyForm } from "@/lib/loyalty/schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    { auth: "customer", source: "add_loyalty_card", body: addLoyaltyCardOtpBody },
    async ({ deps, actor, body, context }) =>
      toJoinResponse(await joinWithVerifiedPhone(deps, actor, { form: loyaltyForm(body) }, context), body),
  ),
});
