import type { IncomingMessage, ServerResponse } from "node:http";
import { NodeRequest, sendNodeResponse } from "srvx/node";
import { refuseWith } from "@/app/api/_route/routes";
import { AppError } from "@/lib/platform/errors";
import type { Handler } from "@/lib/platform/http/route";
import { type ApiModule, findRoute, pathnameOf } from "@/server/api-routes";
import { nameRoute } from "@/server/watched-requests";

/*
 * Serves the API without Next: its handlers are functions from Request to Response, and Next's dispatch costs several
 * times what they do. Next still has them, for development.
 */

/** Answers a request if it is the API's, and says whether it is. */
export type ApiServer = (request: IncomingMessage, response: ServerResponse) => boolean;

/** @param onError told of what no handler foresaw */
export function createApiServer(onError: (error: unknown, response: ServerResponse) => void): ApiServer {
  return (request, response) => {
    const route = findRoute(pathnameOf(request), request.headers.accept ?? null);
    if (!route) return false;
    nameRoute(route.template);
    const serve = async () => {
      const methods = await route.load();
      const handle = methods[request.method ?? ""] ?? refuseMethod(methods);
      const webRequest = new NodeRequest({ req: request, res: response });
      const answer = await handle(webRequest, { params: Promise.resolve(route.params) });
      // Beside a header that is set already, Node keeps only the last of several cookies in a list of headers.
      const cookies = answer.headers.getSetCookie();
      if (cookies.length > 0) response.setHeader("Set-Cookie", cookies);
      answer.headers.delete("set-cookie");
      await sendNodeResponse(response, answer);
    };
    serve().catch((error: unknown) => onError(error, response));
    return true;
  };
}

const refuse = refuseWith(() => new AppError("method_not_allowed"));

/** A method that no handler can be written for (TRACE, PROPFIND …): 405 with what the path does have. */
function refuseMethod(methods: ApiModule): Handler {
  return async (request, context) => {
    const options = await methods.OPTIONS?.(request, context);
    // An unknown path is that for every method.
    if (options && !options.ok) return options;
    const response = await refuse(request, context);
    response.headers.set("Allow", options?.headers.get("allow") ?? "");
    return response;
  };
}
