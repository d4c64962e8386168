import { GET as unknownPath } from "@/app/api/[...path]/route";
import { getEnv } from "@/lib/platform/env";
import type { Handler } from "@/lib/platform/http/route";

/* What `npm run bench` measures the endpoints against: a handler that does nothing. Elsewhere there is no such path. */
export const GET = async (...[request, context]: Parameters<Handler>) =>
  getEnv().BENCH ? new Response(null, { status: 204 }) : unknownPath(request, context);

export {
  unknownPath as DELETE,
  unknownPath as HEAD,
  unknownPath as OPTIONS,
  unknownPath as PATCH,
  unknownPath as POST,
  unknownPath as PUT,
};
