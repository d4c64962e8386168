import { endpoint, route } from "@/app/api/_route/routes";
import { created } from "@/lib/platform/http/response";
import { createExportLink } from "@/lib/privacy/export-service";
import { exportBody, exportLinkResponse } from "@/lib/privacy/schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "customer",
      body: exportBody,
      summary: "Create a link to my data",
      description:
        "The link works for 15 minutes, and only while signed in. If the sign-in is more than a day old, the password is required: 400 on `password`.",
      responses: { 201: exportLinkResponse },
      errors: ["fresh_sign_in_required", "throttled"],
    },
    async ({ deps, actor, body, context }) =>
      created(await createExportLink(deps, actor, body.password, context), { isSecret: true }),
  ),
});
