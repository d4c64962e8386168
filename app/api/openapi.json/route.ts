import { openApi } from "@/app/docs/openapi";
import { ok } from "@/lib/platform/http/response";
import { endpoint, route } from "@/lib/platform/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "public" }, async ({ deps }) => ok(await openApi(deps.env.APP_URL))),
});
