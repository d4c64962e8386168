import { endpoint, route } from "@/app/api/_route/routes";
import { ok, redirect } from "@/lib/platform/http/response";
import { googleLinkResponse } from "@/lib/wallet/schema";
import { createGoogleLink } from "@/lib/wallet/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "customer",
      summary: "Get the link that adds my card to Google Wallet",
      description: "404 without a card, and for a store that is no issuer at Google.",
      responses: {
        200: googleLinkResponse,
        302: { description: "The same for browsers, which go there.", headers: ["Location"] },
      },
      errors: ["not_found", "throttled"],
    },
    async ({ deps, actor, request }) => {
      const url = await createGoogleLink(deps, actor);
      return request.headers.get("accept")?.includes("text/html") ? redirect(302, url) : ok({ url });
    },
  ),
});
