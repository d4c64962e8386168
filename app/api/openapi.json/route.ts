import { endpoint, route } from "@/app/api/_route/routes";
import { openApi } from "@/app/docs/openapi";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "public" }, async ({ deps }) => ok(await openApi(deps.env.APP_URL))),
});
