import { endpoint, route } from "@/app/api/_route/routes";
import { created } from "@/lib/platform/http/response";
import { createExportLink } from "@/lib/privacy/export-service";
import { exportBody, exportLinkResponse } from "@/lib/privacy/schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "customer",
      body: exportBody,
      summary: "Make a link to my data",
      description:
        "When the sign-in is a day old or older, the password is needed: 400 on `password`. It is good for a quarter of an hour, and only while signed in.",
      responses: { 201: exportLinkResponse },
      errors: ["throttled"],
    },
    async ({ deps, actor, body, context }) =>
      created(await createExportLink(deps, actor, body.password, context), { isSecret: true }),
  ),
});
