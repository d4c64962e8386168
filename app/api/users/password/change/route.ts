import { endpoint, route } from "@/app/api/_route/routes";
import { changePasswordBody } from "@/lib/credentials/schema";
import { changePassword } from "@/lib/credentials/service";
import { ok } from "@/lib/platform/http/response";
import { successResponse } from "@/lib/platform/response-schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "customer",
      body: changePasswordBody,
      summary: "Change the password",
      description: "Ends all other sessions, sign-in tokens and mailed links.",
      responses: { 200: successResponse },
      errors: ["fresh_sign_in_required", "throttled"],
    },
    async ({ deps, actor, body, context }) => {
      await changePassword(deps, actor, body, context);
      return ok({ message: "success" });
    },
  ),
});
