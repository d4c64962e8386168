import { joinErrors, toJoinedResponse } from "@/app/api/_responses/loyalty";
import { endpoint, route } from "@/app/api/_route/routes";
import { joinWithVerifiedPhone } from "@/lib/loyalty/membership-service";
import { addLoyaltyCardOtpBody, joinedResponse, loyaltyForm } from "@/lib/loyalty/schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "customer",
      source: "add_loyalty_card",
      body: addLoyaltyCardOtpBody,
      summary: "Join with your verified phone",
      description: "No code is needed. Any other phone gets 406 `sms_verification_100_1`.",
      responses: { 201: joinedResponse },
      errors: ["sms_verification_100_1", ...joinErrors],
    },
    async ({ deps, actor, body, context }) =>
      toJoinedResponse(await joinWithVerifiedPhone(deps, actor, { form: loyaltyForm(body) }, context), deps.fields),
  ),
});
