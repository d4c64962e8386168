import { resetRequestBody } from "@/lib/credentials/schema";
import { requestPasswordReset } from "@/lib/credentials/service";
import { ok } from "@/lib/platform/http/response";
import { endpoint, route } from "@/lib/platform/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "public", body: resetRequestBody }, async ({ deps, body }) => {
    await requestPasswordReset(deps, body.email);
    return ok({ message: "success" });
  }),
});
