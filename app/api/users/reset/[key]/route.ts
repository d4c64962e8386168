import { endpoint, route } from "@/app/api/_route/routes";
import { resetParams, resetPasswordBody } from "@/lib/credentials/schema";
import { resetPassword } from "@/lib/credentials/service";
import { ok } from "@/lib/platform/http/response";
import { successResponse } from "@/lib/platform/response-schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "public",
      body: resetPasswordBody,
      summary: "Reset the password",
      description: "Ends every session and sign-in token.",
      params: resetParams,
      responses: { 200: successResponse },
    },
    async ({ deps, params, body, context }) => {
      await resetPassword(deps, { key: params.key, ...body }, context);
      return ok({ message: "success" });
    },
  ),
});
