import { toJoinResponse } from "@/app/api/_responses/loyalty";
import { joinWithProvedPhone } from "@/lib/loyalty/membership-service";
import { addLoyaltyCardOtpBody, loyaltyForm } from "@/lib/loyalty/schema";
import { endpoint, route } from "@/lib/platform/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "customer", body: addLoyaltyCardOtpBody }, async (context) => {
    const { deps, body, device } = context;
    return toJoinResponse(await joinWithProvedPhone(deps, context, { form: loyaltyForm(body), ip: device.ip }), body);
  }),
});
