import { joinReply } from "@/lib/http/loyalty-reply";
import { endpoint, route } from "@/lib/http/route";
import { joinWithProvedPhone } from "@/lib/loyalty/membership";
import { addLoyaltyCardOtpBody, loyaltyForm } from "@/lib/loyalty/schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "customer", body: addLoyaltyCardOtpBody }, async (context) => {
    const { deps, body, device } = context;
    return joinReply(await joinWithProvedPhone(deps, context, { form: loyaltyForm(body), ip: device.ip }), body);
  }),
});
