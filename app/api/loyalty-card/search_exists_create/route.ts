import { endpoint, route } from "@/app/api/_route/routes";
import { linkedAccountResponse, noAccountResponse, searchExistsBody } from "@/lib/loyalty/schema";
import { linkExistingAccount } from "@/lib/loyalty/service";
import { created, ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "customer",
      source: "search_exists_create",
      body: searchExistsBody,
      summary: "Link an existing account",
      description:
        "The account is linked only if its phone is the customer's own verified phone and its email address matches or is unset: an address alone would give away somebody else's points.",
      responses: {
        200: { schema: noAccountResponse, description: "There is no account to link." },
        201: { schema: linkedAccountResponse, description: "Linked." },
      },
      errors: ["loyalty_100_1", "loyalty_100_3", "loyalty_100_4"],
    },
    async ({ deps, actor, body, context }) => {
      const card = await linkExistingAccount(deps, actor, body, context);
      // The document's own words, in every language.
      if (!card) return ok({ message: "not find remote account" });
      return created({ number: card.number });
    },
  ),
});
