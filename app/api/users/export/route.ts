import { endpoint, ownerOf, route } from "@/lib/platform/http/route";
import { createExportLink } from "@/lib/privacy/export-service";
import { exportBody } from "@/lib/privacy/schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "customer", body: exportBody }, async (context) => ({
    status: 201,
    body: await createExportLink(context.deps, ownerOf(context), context.body.password),
    isSecret: true,
  })),
});
