import { endSession } from "@/lib/auth/access-service";
import { idOf } from "@/lib/platform/http/path-id";
import { endpoint, ownerOf, route } from "@/lib/platform/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  DELETE: route({ auth: "customer" }, async (context) => {
    await endSession(context.deps, ownerOf(context), idOf(context.params.id));
    return { status: 204 };
  }),
});
