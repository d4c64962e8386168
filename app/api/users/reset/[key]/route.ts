import { resetPasswordBody } from "@/lib/credentials/schema";
import { resetPassword } from "@/lib/credentials/service";
import { ok } from "@/lib/platform/http/response";
import { endpoint, route } from "@/lib/platform/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "public", body: resetPasswordBody }, async ({ deps, params, body, device }) => {
    await resetPassword(deps, params.key ?? "", body, device);
    return ok({ message: "success" });
  }),
});
