import { ok } from "@/lib/http/reply";
import { endpoint, route } from "@/lib/http/route";
import { changeEmailBody } from "@/lib/recovery/schema";
import { requestEmailChange } from "@/lib/recovery/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "customer", body: changeEmailBody }, async ({ deps, customer, language, body }) => {
    await requestEmailChange(deps, customer, body, language);
    return ok({ message: "success" });
  }),
});
