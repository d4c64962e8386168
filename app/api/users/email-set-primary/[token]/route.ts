import { confirmEmailResponses, followLink, pressButton } from "@/app/api/_responses/confirm-email";
import { endpoint, route } from "@/app/api/_route/routes";
import { linkParams } from "@/lib/credentials/schema";
import { fieldErrorsResponse } from "@/lib/platform/http/declared-responses";
import { successResponse } from "@/lib/platform/response-schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "public",
      summary: "Confirm an email address change",
      description:
        "Answers 200 again once it is done. A browser (`Accept: text/html`) is redirected to a page with a button, and only that button changes anything.",
      params: linkParams,
      responses: confirmEmailResponses,
      errors: ["not_found"],
    },
    ({ deps, params, request, context }) => followLink(deps, params.token, request, context),
  ),

  /** For the page's button. */
  POST: route(
    {
      auth: "public",
      summary: "Confirm an email address change from a page",
      description: "What the button of the page behind the mailed link does.",
      params: linkParams,
      responses: { 200: successResponse, 400: fieldErrorsResponse },
      errors: ["not_found"],
    },
    ({ deps, params, context }) => pressButton(deps, params.token, context),
  ),
});
