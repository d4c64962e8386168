import { endpoint, route } from "@/app/api/_route/routes";
import { requestEmailChange } from "@/lib/credentials/email-service";
import { changeEmailBody, emailChangeResponse } from "@/lib/credentials/schema";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "customer",
      body: changeEmailBody,
      summary: "Request an email address change",
      description:
        "Sends a link to the new address and a notice to the old one, which stays in force until the link is followed. If the address is taken, its owner gets a notice instead; the response is the same. The customer's own address, in whatever spelling, is `unchanged`, and nothing is sent.",
      responses: { 200: emailChangeResponse },
      errors: ["fresh_sign_in_required", "throttled"],
    },
    async ({ deps, actor, body, context }) => {
      return ok({ message: await requestEmailChange(deps, actor, body, context) });
    },
  ),
});
