import { endpoint, route } from "@/app/api/_route/routes";
import { resendConfirmation } from "@/lib/credentials/email-service";
import { ok } from "@/lib/platform/http/response";
import { successResponse } from "@/lib/platform/response-schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "customer",
      summary: "Resend the confirmation link",
      description: "Mails another link to the customer's address while it is not confirmed.",
      responses: { 200: successResponse },
      errors: ["throttled"],
    },
    async ({ deps, actor }) => {
      await resendConfirmation(deps, actor);
      return ok({ message: "success" });
    },
  ),
});
