import { AppError } from "@/lib/errors";
import { ok } from "@/lib/http/reply";
import { endpoint, route } from "@/lib/http/route";
import { parseSignedBody } from "@/lib/http/signed-body";
import { pointsEventBody } from "@/lib/programme/schema";
import { applyPointsEvent, eventsSecret } from "@/lib/programme/service";
import { appliedEventView } from "@/lib/programme/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  // For other systems, which prove themselves by the signature.
  POST: route({ auth: "public", csrf: "exempt" }, async ({ deps, request }) => {
    const secret = eventsSecret(deps);
    if (secret === null) throw new AppError("not_found");
    const event = await parseSignedBody(request, pointsEventBody, { secret, now: deps.now() });
    return ok(appliedEventView(await applyPointsEvent(deps, event)));
  }),
});
