import { ok } from "@/lib/http/reply";
import { endpoint, route } from "@/lib/http/route";
import { resetPasswordBody } from "@/lib/recovery/schema";
import { resetPassword } from "@/lib/recovery/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "public", body: resetPasswordBody }, async ({ deps, params, body, device }) => {
    await resetPassword(deps, params.key ?? "", body, device);
    return ok({ message: "success" });
  }),
});
