import { route } from "@/app/api/_route/routes";
import { confirmEmail } from "@/lib/credentials/email-service";
import { linkParams } from "@/lib/credentials/schema";
import { fieldErrorsResponse } from "@/lib/platform/http/declared-responses";
import { ok, redirect } from "@/lib/platform/http/response";
import { successResponse } from "@/lib/platform/response-schema";

/**
 * The handlers of a link that proves an address, at the path that a document gives it. Clients of the API act by GET; a
 * browser gets the page whose button sends the POST, and a look by HEAD nothing.
 */
export function mailedLinkHandlers({ summary, description }: { summary: string; description: string }) {
  const shared = { auth: "public", params: linkParams, errors: ["not_found"] } as const;
  return {
    GET: route(
      {
        ...shared,
        summary,
        description: `${description} Answers 200 again once it is done. A browser (\`Accept: text/html\`) is redirected to a page with a button, and only that button changes anything.`,
        responses: {
          200: successResponse,
          303: { description: "Redirects browsers to the page with the button.", headers: ["Location"] },
          400: fieldErrorsResponse,
        },
      },
      async ({ deps, params: { token }, request, context }) => {
        if (request.headers.get("accept")?.includes("text/html")) {
          return redirect(303, `/confirm-email?${new URLSearchParams({ key: token })}`);
        }
        if (request.method !== "HEAD") await confirmEmail(deps, token, context);
        return ok({ message: "success" });
      },
    ),

    POST: route(
      {
        ...shared,
        summary: `${summary} from a page`,
        description: "What the button of the page behind the mailed link does.",
        responses: { 200: successResponse, 400: fieldErrorsResponse },
      },
      async ({ deps, params, context }) => {
        await confirmEmail(deps, params.token, context);
        return ok({ message: "success" });
      },
    ),
  };
}
