import { endpoint, route } from "@/app/api/_route/routes";
import { AppError } from "@/lib/platform/errors";
import { ok } from "@/lib/platform/http/response";
import { parseSignedBody } from "@/lib/platform/http/signed-body";
import { applyPointsEvent, eventsSecrets } from "@/lib/points/order-event-service";
import { appliedEventResponse, pointsEventBody } from "@/lib/points/schema";
import { toAppliedEventResponse } from "@/lib/points/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  // For other systems, which prove themselves by the signature.
  POST: route(
    {
      auth: "public",
      csrf: "exempt",
      summary: "Apply a points event",
      description:
        "Signed with `X-Signature: t=<seconds since 1970>,v1=<hex HMAC-SHA-256 of “<t>.<body>”>`, at most five minutes old. The `id` makes an event idempotent. 404 if the store has no secret or uses another programme.",
      signedBody: pointsEventBody,
      responses: { 200: appliedEventResponse },
      errors: [
        "signature_invalid",
        "not_found",
        "event_conflict",
        "points_short",
        "not_reversible",
        "account_ambiguous",
      ],
    },
    async ({ deps, request }) => {
      const secrets = eventsSecrets(deps);
      if (secrets === null) throw new AppError("not_found");
      const event = await parseSignedBody(request, pointsEventBody, { secrets, now: deps.now() });
      return ok(toAppliedEventResponse(await applyPointsEvent(deps, event)));
    },
  ),
});
