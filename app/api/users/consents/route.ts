import { endpoint, route } from "@/app/api/_route/routes";
import { listConsentReceipts } from "@/lib/consents/service";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async ({ deps, actor }) => ok(await listConsentReceipts(deps, actor.customer.id))),
});
