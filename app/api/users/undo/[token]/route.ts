import { endpoint, route } from "@/app/api/_route/routes";
import { linkParams, resetKeyResponse } from "@/lib/credentials/schema";
import { undoChange } from "@/lib/credentials/undo-service";
import { toResetKeyResponse } from "@/lib/credentials/view";
import { fieldErrorsResponse } from "@/lib/platform/http/declared-responses";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "public",
      summary: "Undo a change that was not mine",
      description:
        "By the link in the notice of a change: ends all access, puts the former phone number and email address back, and voids the password. The key sets a new one.",
      params: linkParams,
      responses: { 200: resetKeyResponse, 400: fieldErrorsResponse },
    },
    async ({ deps, params, context }) => ok(toResetKeyResponse(await undoChange(deps, params.token, context))),
  ),
});
