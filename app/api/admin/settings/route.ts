import { endpoint, route } from "@/app/api/_route/routes";
import { ok } from "@/lib/platform/http/response";
import { settingsResponse } from "@/lib/settings/admin-schema";
import { listSettings } from "@/lib/settings/service";
import { toSettingsResponse } from "@/lib/settings/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: { admin: "settings:read" },
      summary: "List settings",
      description: "Secrets are not among them: a setting names the environment variable that has one.",
      responses: { 200: settingsResponse },
    },
    async ({ deps }) => ok(toSettingsResponse(await listSettings(deps))),
  ),
});
