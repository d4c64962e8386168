import { endpoint, route } from "@/app/api/_route/routes";
import { changeEmailBody } from "@/lib/credentials/schema";
import { requestEmailChange } from "@/lib/credentials/service";
import { ok } from "@/lib/platform/http/response";
import { successResponse } from "@/lib/platform/response-schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "customer",
      body: changeEmailBody,
      summary: "Ask for another email address",
      description:
        "A link goes to the new address and a notice to the old one, which stays until the link is followed. An address that is taken gets a notice instead; the answer is the same.",
      responses: { 200: successResponse },
      errors: ["throttled"],
    },
    async ({ deps, actor, body, context }) => {
      await requestEmailChange(deps, actor, body, context);
      return ok({ message: "success" });
    },
  ),
});
