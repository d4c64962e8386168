import { endpoint, route } from "@/app/api/_route/routes";
import { noContent } from "@/lib/platform/http/response";
import { changeSettingBody, settingParams } from "@/lib/settings/admin-schema";
import { changeSettingByApi } from "@/lib/settings/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  PUT: route(
    {
      auth: { admin: "settings:write" },
      summary: "Change a setting",
      description: "Every instance follows within seconds.",
      params: settingParams,
      body: changeSettingBody,
      responses: { 204: {} },
      errors: ["not_found"],
    },
    async ({ deps, actor, params, body }) => {
      await changeSettingByApi(deps, actor, params.name, body.value);
      return noContent();
    },
  ),
});
