import { verifiesSms } from "@/lib/http/client-type";
import { joinReply } from "@/lib/http/loyalty-reply";
import { ok } from "@/lib/http/reply";
import { endpoint, route } from "@/lib/http/route";
import { joinLoyalty } from "@/lib/loyalty/membership";
import { addLoyaltyCardBody, loyaltyForm } from "@/lib/loyalty/schema";
import { findCustomerCard } from "@/lib/loyalty/service";
import { loyaltyUserView } from "@/lib/loyalty/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async ({ deps, customer }) => {
    if (!(await findCustomerCard(deps, customer.id))) return ok(loyaltyUserView(customer));
    return { status: 302, headers: { Location: "/loyalty-card/loyalty_card/" } };
  }),

  POST: route({ auth: "customer", body: addLoyaltyCardBody }, async (context) => {
    const { deps, body, device } = context;
    const verify = await verifiesSms(context);
    const wish = { form: loyaltyForm(body), answer: body, verify, ip: device.ip };
    return joinReply(await joinLoyalty(deps, context, wish), body);
  }),
});
