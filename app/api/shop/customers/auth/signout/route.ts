import { endpoint, route } from "@/app/api/_route/routes";
import { signOut } from "@/lib/auth/sign-out-service";
import { ok } from "@/lib/platform/http/response";
import { emptyResponse } from "@/lib/platform/response-schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "customer",
      errorShape: "detailed",
      summary: "End the calling token",
      description: "The token ends on the server at once, a personal one too.",
      responses: { 200: emptyResponse },
    },
    async ({ deps, actor, context }) => {
      await signOut(deps, actor, context);
      return ok({});
    },
  ),
});
