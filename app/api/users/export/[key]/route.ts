import { endpoint, route } from "@/app/api/_route/routes";
import { exportResponse } from "@/lib/privacy/export-schema";
import { exportData } from "@/lib/privacy/export-service";
import { exportParams } from "@/lib/privacy/schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "customer",
      summary: "Download my data",
      description: "Everything the store holds about the customer, as the file my-data.json.",
      params: exportParams,
      responses: { 200: { schema: exportResponse, headers: ["Content-Disposition"] } },
      errors: ["not_found"],
    },
    async ({ deps, actor, params, context }) => {
      const data = await exportData(deps, actor, params.key, context);
      return {
        status: 200 as const,
        // One value to a line: it is people who open it.
        bytes: new TextEncoder().encode(`${JSON.stringify(data, null, 2)}\n`),
        headers: { "Content-Type": "application/json", "Content-Disposition": 'attachment; filename="my-data.json"' },
      };
    },
  ),
});
