import type { IncomingMessage, ServerResponse } from "node:http";
import { NodeRequest } from "srvx/node";
import { refuseWith } from "@/app/api/_route/routes";
import { AppError } from "@/lib/platform/errors";
import type { Handler } from "@/lib/platform/http/route";
import type { WireAnswer } from "@/lib/platform/http/web-response";
import { type ApiModule, type ApiRoute, findRoute, pathnameOf } from "@/server/api-routes";
import { nameRoute } from "@/server/watched-requests";

/*
 * Serves the API without Next: its handlers are functions from Request to Response, and Next's dispatch costs several
 * times what they do. Next still has them, for development.
 */

/** Answers a request if it is the API's, and says whether it is. @param route the request's, where it is known already */
export type ApiServer = (request: IncomingMessage, response: ServerResponse, route?: ApiRoute | null) => boolean;

/** @param onError told of what no handler foresaw */
export function createApiServer(onError: (error: unknown, response: ServerResponse) => void): ApiServer {
  return (request, response, route = findRoute(pathnameOf(request), request.headers.accept ?? null)) => {
    if (!route) return false;
    nameRoute(route.template);
    serve(request, response, route).catch((error: unknown) => onError(error, response));
    return true;
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, { load, params }: ApiRoute): Promise<void> {
  const methods = await load();
  const answer = methods[request.method ?? ""]?.answer ?? refuseMethod(methods);
  const webRequest = new NodeRequest({ req: request, res: response });
  // Handlers read a body chunk by chunk, which Node's own stream gives for a fraction of what a web stream around it costs.
  if (hasBody(request)) Object.defineProperty(webRequest, "body", { value: request });
  sendAnswer(response, await answer(webRequest, { params: Promise.resolve(params) }));
}

/** RFC 9112 §6.3. */
function hasBody({ headers }: IncomingMessage): boolean {
  return "transfer-encoding" in headers || "content-length" in headers;
}

export function sendAnswer(response: ServerResponse, { status, headers, cookies, body }: WireAnswer): void {
  response.statusCode = status;
  for (const name in headers) response.setHeader(name, headers[name] ?? "");
  if (cookies.length > 0) response.setHeader("Set-Cookie", cookies);
  response.end(body);
}

const refuse = refuseWith(() => new AppError("method_not_allowed")).answer;

/** A method that no handler can be written for (TRACE, PROPFIND …): 405 with what the path does have. */
function refuseMethod(methods: ApiModule): Handler["answer"] {
  return async (request, context) => {
    const options = await methods.OPTIONS?.answer(request, context);
    // An unknown path is that for every method.
    if (options && options.status >= 400) return options;
    const answer = await refuse(request, context);
    return { ...answer, headers: { ...answer.headers, Allow: options?.headers.Allow ?? "" } };
  };
}
