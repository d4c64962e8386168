import { toJoinResponse } from "@/app/api/_responses/loyalty";
import { verifiesSms } from "@/app/api/_route/client-type";
import { joinLoyalty } from "@/lib/loyalty/membership-service";
import { addLoyaltyCardBody, loyaltyForm } from "@/lib/loyalty/schema";
import { findCustomerCard } from "@/lib/loyalty/service";
import { toLoyaltyUserResponse } from "@/lib/loyalty/view";
import { ok } from "@/lib/platform/http/response";
import { endpoint, route } from "@/lib/platform/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async ({ deps, customer }) => {
    if (!(await findCustomerCard(deps, customer.id))) return ok(toLoyaltyUserResponse(customer));
    return { status: 302, headers: { Location: "/loyalty-card/loyalty_card/" } };
  }),

  POST: route({ auth: "customer", body: addLoyaltyCardBody }, async (context) => {
    const { deps, body, device } = context;
    const verify = await verifiesSms(context);
    const wish = { form: loyaltyForm(body), answer: body, verify, ip: device.ip };
    return toJoinResponse(await joinLoyalty(deps, context, wish), body);
  }),
});
