import { endpoint, route } from "@/app/api/_route/routes";
import { PASS_TYPE } from "@/lib/wallet/schema";
import { createApplePass } from "@/lib/wallet/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "customer",
      summary: "Get my card for Apple Wallet",
      description: "The same pass each time. 404 without a card, and for a store that has no certificate of Apple's.",
      responses: { 200: { type: PASS_TYPE, description: "A signed pass.", headers: ["Content-Disposition"] } },
      errors: ["not_found", "throttled"],
    },
    async ({ deps, actor }) => ({
      status: 200 as const,
      bytes: await createApplePass(deps, actor),
      headers: { "Content-Type": PASS_TYPE, "Content-Disposition": 'attachment; filename="card.pkpass"' },
    }),
  ),
});
