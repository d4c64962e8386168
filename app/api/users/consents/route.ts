import { listConsentReceipts } from "@/lib/consents/service";
import { ok } from "@/lib/platform/http/response";
import { endpoint, route } from "@/lib/platform/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async ({ deps, customer }) => ok(await listConsentReceipts(deps, customer.id))),
});
