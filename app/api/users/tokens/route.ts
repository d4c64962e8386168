import { createTokenBody } from "@/lib/auth/access-schema";
import { createToken, listTokens } from "@/lib/auth/access-service";
import { ok } from "@/lib/platform/http/response";
import { endpoint, ownerOf, route } from "@/lib/platform/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async ({ deps, customer }) => ok({ tokens: await listTokens(deps, customer.id) })),

  POST: route({ auth: "customer", body: createTokenBody }, async (context) => ({
    status: 201,
    body: await createToken(context.deps, ownerOf(context), context.body),
    isSecret: true,
  })),
});
