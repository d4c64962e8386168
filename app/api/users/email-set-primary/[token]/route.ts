import { ok } from "@/lib/http/reply";
import { endpoint, route } from "@/lib/http/route";
import { confirmEmailChange } from "@/lib/recovery/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "public" }, async ({ deps, params, request }) => {
    // A person follows the link in a mail, and wants a page; a HEAD or a look ahead must not use the link up.
    const wantsPage = request.headers.get("accept")?.includes("text/html") ?? false;
    if (request.method === "HEAD") return ok({ message: "success" });
    await confirmEmailChange(deps, params.token ?? "");
    const done = ok({ message: "success" });
    return wantsPage ? { status: 303, headers: { Location: "/account/profile?email=changed" } } : done;
  }),
});
