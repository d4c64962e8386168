import { joinErrors, toJoinResponse } from "@/app/api/_responses/loyalty";
import { challengeErrors } from "@/app/api/_responses/pending";
import { verifiesSms } from "@/app/api/_route/client-type";
import { endpoint, route } from "@/app/api/_route/routes";
import { joinLoyalty } from "@/lib/loyalty/membership-service";
import {
  addLoyaltyCardBody,
  joinedResponse,
  loyaltyForm,
  loyaltyStepResponse,
  loyaltyUserResponse,
} from "@/lib/loyalty/schema";
import { findCustomerCard } from "@/lib/loyalty/service";
import { toLoyaltyUserResponse } from "@/lib/loyalty/view";
import { ok, redirect } from "@/lib/platform/http/response";
import { successResponse } from "@/lib/platform/response-schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "customer",
      summary: "Get the data for joining",
      responses: {
        200: loyaltyUserResponse,
        302: { description: "The customer has a card: see /loyalty-card/loyalty_card/.", headers: ["Location"] },
      },
    },
    async ({ deps, actor: { customer } }) => {
      if (!(await findCustomerCard(deps, customer.id))) return ok(toLoyaltyUserResponse(customer, deps.fields));
      return redirect(302, "/loyalty-card/loyalty_card/");
    },
  ),

  POST: route(
    {
      auth: "customer",
      source: "add_loyalty_card",
      body: addLoyaltyCardBody,
      summary: "Join the loyalty programme",
      responses: { 200: successResponse, 201: joinedResponse, 202: loyaltyStepResponse },
      errors: [...challengeErrors, "fresh_sign_in_required", ...joinErrors],
    },
    async (input) => {
      const { deps, actor, body, context } = input;
      const member = { form: loyaltyForm(body), source: context.source };
      const verify = await verifiesSms(input);
      const step = await joinLoyalty(deps, actor, { ...member, verify, submission: body }, context);
      return toJoinResponse(step, body, deps.fields);
    },
  ),
});
