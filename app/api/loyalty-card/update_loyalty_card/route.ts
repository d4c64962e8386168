import { toUpdateResponse } from "@/app/api/_responses/loyalty";
import { challengeErrors } from "@/app/api/_responses/pending";
import { endpoint, route } from "@/app/api/_route/routes";
import { updateLoyaltyCard } from "@/lib/loyalty/membership-service";
import {
  loyaltyForm,
  loyaltyStepResponse,
  shownAccountResponse,
  updateAccountResponse,
  updateLoyaltyCardBody,
} from "@/lib/loyalty/schema";
import { getAccount } from "@/lib/loyalty/service";
import { toLoyaltyAccountResponse } from "@/lib/loyalty/view";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "customer",
      summary: "Get the loyalty account",
      responses: { 200: shownAccountResponse },
      errors: ["not_found"],
    },
    async ({ deps, actor }) => ok({ card: toLoyaltyAccountResponse(await getAccount(deps, actor.customer)) }),
  ),

  POST: route(
    {
      auth: "customer",
      source: "update_loyalty_card",
      body: updateLoyaltyCardBody,
      summary: "Update the loyalty account",
      description:
        "Updates the programme, then the card, then the profile. A phone other than the customer's verified one needs a code.",
      responses: { 200: updateAccountResponse, 202: loyaltyStepResponse },
      errors: [
        ...challengeErrors,
        "fresh_sign_in_required",
        "loyalty_100_2",
        "loyalty_100_3",
        "loyalty_100_5",
        "loyalty_100_6",
        "not_found",
      ],
    },
    async ({ deps, actor, body, context }) => {
      const update = { form: loyaltyForm(body), source: context.source, submission: body };
      return toUpdateResponse(await updateLoyaltyCard(deps, actor, update, context), body);
    },
  ),
});
