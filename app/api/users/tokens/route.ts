import { endpoint, route } from "@/app/api/_route/routes";
import { createTokenBody } from "@/lib/auth/access-schema";
import { createToken, listTokens } from "@/lib/auth/token-service";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async ({ deps, actor }) =>
    ok({ tokens: await listTokens(deps, actor.customer.id) }),
  ),

  POST: route({ auth: "customer", body: createTokenBody }, async ({ deps, actor, body, context }) => ({
    status: 201,
    body: await createToken(deps, actor, body, context),
    isSecret: true,
  })),
});
