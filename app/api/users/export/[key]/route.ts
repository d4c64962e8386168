import { endpoint, ownerOf, route } from "@/lib/platform/http/route";
import { exportData } from "@/lib/privacy/export-service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async (context) => {
    const data = await exportData(context.deps, ownerOf(context), context.params.key ?? "", context.language);
    return {
      status: 200,
      // One value to a line: it is people who open it.
      bytes: new TextEncoder().encode(`${JSON.stringify(data, null, 2)}\n`),
      headers: { "Content-Type": "application/json", "Content-Disposition": 'attachment; filename="my-data.json"' },
    };
  }),
});
