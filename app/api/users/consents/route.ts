import { endpoint, route } from "@/app/api/_route/routes";
import { consentsResponse } from "@/lib/consents/schema";
import { listConsentReceipts } from "@/lib/consents/service";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "customer",
      summary: "List my consent receipts",
      description: "Newest first.",
      responses: { 200: consentsResponse },
    },
    async ({ deps, actor }) => ok(await listConsentReceipts(deps, actor.customer.id)),
  ),
});
