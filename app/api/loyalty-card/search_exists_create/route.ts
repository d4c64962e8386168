import { searchExistsBody } from "@/lib/loyalty/schema";
import { linkExistingAccount } from "@/lib/loyalty/service";
import { ok } from "@/lib/platform/http/response";
import { endpoint, route } from "@/lib/platform/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "customer", body: searchExistsBody }, async ({ deps, customer, body, device }) => {
    const card = await linkExistingAccount(deps, customer, body, device.ip);
    // The document's own words, in every language.
    if (!card) return ok({ message: "not find remote account" });
    return { status: 201, body: { number: card.number } };
  }),
});
