import { ok } from "@/lib/http/reply";
import { endpoint, route } from "@/lib/http/route";
import { sessionOf } from "@/lib/profile/service";
import { changePasswordBody } from "@/lib/recovery/schema";
import { changePassword } from "@/lib/recovery/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "customer", body: changePasswordBody }, async ({ deps, customer, holder, device, body }) => {
    await changePassword(deps, { customer, sessionId: sessionOf(holder), place: device }, body);
    return ok({ message: "success" });
  }),
});
