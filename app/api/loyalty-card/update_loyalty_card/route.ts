import { updateReply } from "@/lib/http/loyalty-reply";
import { ok } from "@/lib/http/reply";
import { endpoint, route } from "@/lib/http/route";
import { updateLoyaltyCard } from "@/lib/loyalty/membership";
import { loyaltyForm, updateLoyaltyCardBody } from "@/lib/loyalty/schema";
import { getAccount } from "@/lib/loyalty/service";
import { loyaltyAccountView } from "@/lib/loyalty/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async ({ deps, customer }) =>
    ok({ card: loyaltyAccountView(await getAccount(deps, customer)) }),
  ),

  POST: route({ auth: "customer", body: updateLoyaltyCardBody }, async (context) => {
    const { deps, body, device } = context;
    const wish = { form: loyaltyForm(body), answer: body, ip: device.ip };
    return updateReply(await updateLoyaltyCard(deps, context, wish), body);
  }),
});
