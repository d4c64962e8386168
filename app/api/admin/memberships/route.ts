import { endpoint, route } from "@/app/api/_route/routes";
import { ok } from "@/lib/platform/http/response";
import { changedMembershipsResponse, changeMembershipsBody } from "@/lib/segments/admin-schema";
import { changeMemberships } from "@/lib/segments/admin-service";
import { toChangedMembershipsResponse, toMembershipChanges } from "@/lib/segments/admin-view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: { admin: "memberships:write" },
      summary: "Assign and remove segments",
      description:
        "Up to 500 at once, each for itself: the outcomes come in the order of the changes. Sending all of them again changes nothing more.",
      body: changeMembershipsBody,
      responses: { 200: changedMembershipsResponse },
    },
    async ({ deps, actor, body }) => {
      const changes = toMembershipChanges(body);
      return ok(toChangedMembershipsResponse(changes, await changeMemberships(deps, actor, changes)));
    },
  ),
});
