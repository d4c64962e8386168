import { ok } from "@/lib/http/reply";
import { endpoint, ownerOf, route } from "@/lib/http/route";
import { createTokenBody } from "@/lib/security/schema";
import { createToken, listTokens } from "@/lib/security/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async ({ deps, customer }) => ok({ tokens: await listTokens(deps, customer.id) })),

  POST: route({ auth: "customer", body: createTokenBody }, async (context) => ({
    status: 201,
    body: await createToken(context.deps, ownerOf(context), context.body),
    isSecret: true,
  })),
});
