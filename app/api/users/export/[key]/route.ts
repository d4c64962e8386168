import { endpoint, route } from "@/app/api/_route/routes";
import { exportData } from "@/lib/privacy/export-service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async ({ deps, actor, params, context }) => {
    const data = await exportData(deps, actor, params.key ?? "", context);
    return {
      status: 200,
      // One value to a line: it is people who open it.
      bytes: new TextEncoder().encode(`${JSON.stringify(data, null, 2)}\n`),
      headers: { "Content-Type": "application/json", "Content-Disposition": 'attachment; filename="my-data.json"' },
    };
  }),
});
