import { endpoint, route } from "@/app/api/_route/routes";
import { ledgerPage } from "@/lib/loyalty/schema";
import { getLedger } from "@/lib/loyalty/service";
import { toLedgerResponse } from "@/lib/loyalty/view";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async ({ deps, actor, request }) => {
    const { balance, page } = await getLedger(deps, actor.customer, ledgerPage(new URL(request.url).searchParams));
    return ok(toLedgerResponse(balance, page));
  }),
});
