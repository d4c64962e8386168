import { ledgerPage } from "@/lib/loyalty/schema";
import { getLedger } from "@/lib/loyalty/service";
import { toLedgerResponse } from "@/lib/loyalty/view";
import { ok } from "@/lib/platform/http/response";
import { endpoint, route } from "@/lib/platform/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async ({ deps, customer, request }) => {
    const { balance, page } = await getLedger(deps, customer, ledgerPage(new URL(request.url).searchParams));
    return ok(toLedgerResponse(balance, page));
  }),
});
