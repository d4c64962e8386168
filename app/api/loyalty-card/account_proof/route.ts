import { toJoinedResponse } from "@/app/api/_responses/loyalty";
import { endpoint, route } from "@/app/api/_route/routes";
import { accountProofBody, accountProofResponse } from "@/lib/loyalty/account-proof-schema";
import { getDisputedAccount, proveAccount } from "@/lib/loyalty/account-proof-service";
import { joinedResponse } from "@/lib/loyalty/schema";
import { toAccountProofResponse } from "@/lib/loyalty/view";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "customer",
      summary: "Get the account to prove",
      description: "After 406 `loyalty_100_4`: the account that the verified phone has found, 404 if there is none.",
      responses: { 200: accountProofResponse },
      errors: ["not_found"],
    },
    async ({ deps, actor }) => ok(toAccountProofResponse(await getDisputedAccount(deps, actor.customer))),
  ),

  POST: route(
    {
      auth: "customer",
      body: accountProofBody,
      summary: "Prove or disown the account",
      description:
        "Completes the join. Five wrong proofs of an account in a day, and it takes no more. An account that is not the customer's loses the phone, not its points.",
      responses: { 201: joinedResponse, 202: accountProofResponse },
      errors: [
        "not_found",
        "throttled",
        "sms_verification_100_2",
        "sms_verification_100_4",
        "loyalty_100_2",
        "loyalty_100_4",
        "loyalty_100_5",
        "loyalty_100_6",
      ],
    },
    async ({ deps, actor, body, context }) => {
      const result = await proveAccount(deps, actor, body, context);
      if (result.step === "done") return toJoinedResponse(result, deps.fields);
      return { status: 202 as const, body: toAccountProofResponse(result.account) };
    },
  ),
});
