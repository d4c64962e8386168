import { outcomeOf, toOutcomePage } from "@/app/api/_responses/email-change";
import { endpoint, route } from "@/app/api/_route/routes";
import { confirmEmailChange } from "@/lib/credentials/service";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "public" }, async ({ deps, params, request, context }) => {
    // A HEAD or a look ahead must not use the link up.
    if (request.method === "HEAD") return ok({ message: "success" });
    // A person follows the link in a mail, and wants a page whatever came of it.
    const wantsPage = request.headers.get("accept")?.includes("text/html") ?? false;
    try {
      await confirmEmailChange(deps, params.token ?? "", context);
    } catch (error) {
      const outcome = wantsPage && outcomeOf(error);
      if (outcome) return toOutcomePage(outcome);
      throw error;
    }
    return wantsPage ? toOutcomePage("changed") : ok({ message: "success" });
  }),
});
