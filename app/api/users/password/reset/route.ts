import { findStorefront } from "@/app/api/_route/client-type";
import { endpoint, route } from "@/app/api/_route/routes";
import { resetRequestBody } from "@/lib/credentials/schema";
import { requestPasswordReset } from "@/lib/credentials/service";
import { ok } from "@/lib/platform/http/response";
import { successResponse } from "@/lib/platform/response-schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "public",
      body: resetRequestBody,
      summary: "Request a password reset link",
      description: "The response is the same for every address.",
      responses: { 200: successResponse },
      errors: ["throttled"],
    },
    async (input) => {
      const { deps, body, context } = input;
      // A storefront's shoppers share one address.
      const network = (await findStorefront(input)) === null ? context.network : null;
      await requestPasswordReset(deps, body.email, { network });
      return ok({ message: "success" });
    },
  ),
});
