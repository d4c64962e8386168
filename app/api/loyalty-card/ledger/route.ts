import { ok } from "@/lib/http/reply";
import { endpoint, route } from "@/lib/http/route";
import { ledgerPage } from "@/lib/loyalty/schema";
import { getLedger } from "@/lib/loyalty/service";
import { ledgerView } from "@/lib/loyalty/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async ({ deps, customer, request }) => {
    const { balance, page } = await getLedger(deps, customer, ledgerPage(new URL(request.url).searchParams));
    return ok(ledgerView(balance, page));
  }),
});
