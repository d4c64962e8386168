import { listConsentReceipts } from "@/lib/consents/service";
import { ok } from "@/lib/http/reply";
import { endpoint, route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async ({ deps, customer }) => ok(await listConsentReceipts(deps, customer.id))),
});
