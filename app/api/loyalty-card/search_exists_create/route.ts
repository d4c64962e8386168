import { endpoint, route } from "@/app/api/_route/routes";
import { searchExistsBody } from "@/lib/loyalty/schema";
import { linkExistingAccount } from "@/lib/loyalty/service";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    { auth: "customer", source: "search_exists_create", body: searchExistsBody },
    async ({ deps, actor, body, context }) => {
      const card = await linkExistingAccount(deps, actor, body, context);
      // The document's own words, in every language.
      if (!card) return ok({ message: "not find remote account" });
      return { status: 201, body: { number: card.number } };
    },
  ),
});
