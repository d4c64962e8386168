import { idOf } from "@/lib/http/path-id";
import { endpoint, ownerOf, route } from "@/lib/http/route";
import { endSession } from "@/lib/security/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  DELETE: route({ auth: "customer" }, async (context) => {
    await endSession(context.deps, ownerOf(context), idOf(context.params.id));
    return { status: 204 };
  }),
});
