import { endpoint, route } from "@/app/api/_route/routes";
import { AppError } from "@/lib/platform/errors";
import { ok } from "@/lib/platform/http/response";
import { parseSignedBody } from "@/lib/platform/http/signed-body";
import { pointsEventBody } from "@/lib/points/schema";
import { applyPointsEvent, eventsSecret } from "@/lib/points/service";
import { toAppliedEventResponse } from "@/lib/points/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  // For other systems, which prove themselves by the signature.
  POST: route({ auth: "public", csrf: "exempt" }, async ({ deps, request }) => {
    const secret = eventsSecret(deps);
    if (secret === null) throw new AppError("not_found");
    const event = await parseSignedBody(request, pointsEventBody, { secret, now: deps.now() });
    return ok(toAppliedEventResponse(await applyPointsEvent(deps, event)));
  }),
});
