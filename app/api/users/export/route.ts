import { endpoint, route } from "@/app/api/_route/routes";
import { createExportLink } from "@/lib/privacy/export-service";
import { exportBody } from "@/lib/privacy/schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "customer", body: exportBody }, async ({ deps, actor, body, context }) => ({
    status: 201,
    body: await createExportLink(deps, actor, body.password, context),
    isSecret: true,
  })),
});
