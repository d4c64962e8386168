import { endpoint, route } from "@/app/api/_route/routes";
import { changeEmailBody } from "@/lib/credentials/schema";
import { requestEmailChange } from "@/lib/credentials/service";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "customer", body: changeEmailBody }, async ({ deps, actor, body, context }) => {
    await requestEmailChange(deps, actor, body, context);
    return ok({ message: "success" });
  }),
});
