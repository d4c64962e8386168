import { changeEmailBody } from "@/lib/credentials/schema";
import { requestEmailChange } from "@/lib/credentials/service";
import { ok } from "@/lib/platform/http/response";
import { endpoint, route } from "@/lib/platform/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "customer", body: changeEmailBody }, async ({ deps, customer, language, body }) => {
    await requestEmailChange(deps, customer, body, language);
    return ok({ message: "success" });
  }),
});
