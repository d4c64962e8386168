import { changePasswordBody } from "@/lib/credentials/schema";
import { changePassword } from "@/lib/credentials/service";
import { ok } from "@/lib/platform/http/response";
import { endpoint, route } from "@/lib/platform/http/route";
import { sessionOf } from "@/lib/profile/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "customer", body: changePasswordBody }, async ({ deps, customer, holder, device, body }) => {
    await changePassword(deps, { customer, sessionId: sessionOf(holder), place: device }, body);
    return ok({ message: "success" });
  }),
});
