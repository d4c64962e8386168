import { openApi } from "@/app/docs/openapi";
import { ok } from "@/lib/http/reply";
import { endpoint, route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "public" }, async ({ deps }) => ok(await openApi(deps.env.APP_URL))),
});
