import { endpoint, route } from "@/app/api/_route/routes";
import { resetPasswordBody } from "@/lib/credentials/schema";
import { resetPassword } from "@/lib/credentials/service";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "public", body: resetPasswordBody }, async ({ deps, params, body, context }) => {
    await resetPassword(deps, { key: params.key ?? "", ...body }, context);
    return ok({ message: "success" });
  }),
});
