import { ok } from "@/lib/http/reply";
import { endpoint, ownerOf, route } from "@/lib/http/route";
import { exportData } from "@/lib/privacy/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async (context) =>
    ok(await exportData(context.deps, ownerOf(context), context.params.key ?? "", context.language), {
      headers: { "Content-Disposition": 'attachment; filename="my-data.json"' },
    }),
  ),
});
