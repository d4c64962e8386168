import { ok } from "@/lib/http/reply";
import { endpoint, route } from "@/lib/http/route";
import { resetRequestBody } from "@/lib/recovery/schema";
import { requestPasswordReset } from "@/lib/recovery/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "public", body: resetRequestBody }, async ({ deps, body }) => {
    await requestPasswordReset(deps, body.email);
    return ok({ message: "success" });
  }),
});
