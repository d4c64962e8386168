import { endpoint, route } from "@/app/api/_route/routes";
import { confirmEmailChange } from "@/lib/credentials/service";
import { AppError, FieldErrors } from "@/lib/platform/errors";
import { type ApiResponse, ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "public" }, async ({ deps, params, request, context }) => {
    // A HEAD or a look ahead must not use the link up.
    if (request.method === "HEAD") return ok({ message: "success" });
    // A person follows the link in a mail, and wants a page whatever came of it.
    const wantsPage = request.headers.get("accept")?.includes("text/html") ?? false;
    try {
      await confirmEmailChange(deps, params.token ?? "", context);
    } catch (error) {
      const outcome = wantsPage && refusal(error);
      if (outcome) return toProfile(outcome);
      throw error;
    }
    return wantsPage ? toProfile("changed") : ok({ message: "success" });
  }),
});

function refusal(error: unknown): "expired" | "taken" | null {
  if (error instanceof AppError && error.code === "not_found") return "expired";
  return error instanceof FieldErrors && error.fields.email ? "taken" : null;
}

/** To the contact details, which say what became of it; whoever is not signed in comes there by the sign-in page. */
function toProfile(outcome: "changed" | "expired" | "taken"): ApiResponse {
  return { status: 303, headers: { Location: `/account/profile?email=${outcome}` } };
}
