import { ok } from "@/lib/http/reply";
import { endpoint, route } from "@/lib/http/route";
import { changePasswordBody } from "@/lib/recovery/schema";
import { changePassword } from "@/lib/recovery/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "customer", body: changePasswordBody }, async ({ deps, customer, holder, body }) => {
    await changePassword(deps, { customer, sessionId: holder.kind === "session" ? holder.id : null }, body);
    return ok({ message: "success" });
  }),
});
