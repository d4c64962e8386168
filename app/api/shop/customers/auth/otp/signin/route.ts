import { toCodeSentResponse } from "@/app/api/_responses/pending";
import { findStorefront } from "@/app/api/_route/client-type";
import { endpoint, route } from "@/app/api/_route/routes";
import { tokenCodeBody, tokenCodeResponse } from "@/lib/auth/schema";
import { requestTokenCode } from "@/lib/auth/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "public",
      csrf: "cookieless",
      errorShape: "detailed",
      body: tokenCodeBody,
      summary: "Request a code for a token",
      description: "The response is the same whether or not the number has an account.",
      responses: { 200: tokenCodeResponse },
      errors: ["throttled"],
    },
    async (input) => {
      const { deps, body, actor, context } = input;
      const request = { phone: body.mobile_number, resend: body.resend ?? false };
      const client = { ...actor, storefront: await findStorefront(input) };
      return toCodeSentResponse(await requestTokenCode(deps, client, request, context));
    },
  ),
});
