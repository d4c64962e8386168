import { endpoint, route } from "@/app/api/_route/routes";
import { createdTokenResponse, createTokenBody, tokensResponse } from "@/lib/auth/access-schema";
import { createToken, listTokens } from "@/lib/auth/token-service";
import { created, ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "customer",
      summary: "List my API tokens",
      description: "Without their values.",
      responses: { 200: tokensResponse },
    },
    async ({ deps, actor }) => ok({ tokens: await listTokens(deps, actor.customer.id) }),
  ),

  POST: route(
    {
      auth: "customer",
      body: createTokenBody,
      summary: "Create an API token",
      description: "The token is shown only once. It needs a sign-in of the last day, or the password.",
      responses: { 201: createdTokenResponse },
      errors: ["fresh_sign_in_required", "throttled"],
    },
    async ({ deps, actor, body, context }) =>
      created(await createToken(deps, actor, body, context), { isSecret: true }),
  ),
});
