import { toUpdateResponse } from "@/app/api/_responses/loyalty";
import { updateLoyaltyCard } from "@/lib/loyalty/membership-service";
import { loyaltyForm, updateLoyaltyCardBody } from "@/lib/loyalty/schema";
import { getAccount } from "@/lib/loyalty/service";
import { toLoyaltyAccountResponse } from "@/lib/loyalty/view";
import { ok } from "@/lib/platform/http/response";
import { endpoint, route } from "@/lib/platform/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async ({ deps, customer }) =>
    ok({ card: toLoyaltyAccountResponse(await getAccount(deps, customer)) }),
  ),

  POST: route({ auth: "customer", body: updateLoyaltyCardBody }, async (context) => {
    const { deps, body, device } = context;
    const wish = { form: loyaltyForm(body), answer: body, ip: device.ip };
    return toUpdateResponse(await updateLoyaltyCard(deps, context, wish), body);
  }),
});
