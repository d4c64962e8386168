import { outcomeOf, toOutcomePage } from "@/app/api/_responses/email-change";
import { endpoint, route } from "@/app/api/_route/routes";
import { linkParams } from "@/lib/credentials/schema";
import { confirmEmailChange } from "@/lib/credentials/service";
import { fieldErrorsResponse } from "@/lib/platform/http/declared-responses";
import { ok } from "@/lib/platform/http/response";
import { successResponse } from "@/lib/platform/response-schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "public",
      summary: "Confirm an email address change",
      description: "A browser (`Accept: text/html`) is always redirected to the profile page.",
      params: linkParams,
      responses: {
        200: successResponse,
        303: { description: "Redirects browsers to the profile page.", headers: ["Location"] },
        400: fieldErrorsResponse,
      },
      errors: ["not_found"],
    },
    async ({ deps, params, request, context }) => {
      // A HEAD or a look ahead must not use the link up.
      if (request.method === "HEAD") return ok({ message: "success" });
      // A person follows the link in a mail, and wants a page whatever came of it.
      const wantsPage = request.headers.get("accept")?.includes("text/html") ?? false;
      try {
        await confirmEmailChange(deps, params.token, context);
      } catch (error) {
        const outcome = wantsPage && outcomeOf(error);
        if (outcome) return toOutcomePage(outcome);
        throw error;
      }
      return wantsPage ? toOutcomePage("changed") : ok({ message: "success" });
    },
  ),
});
