import type { IncomingMessage, ServerResponse } from "node:http";
import { requestIdOf } from "@/lib/platform/http/request-id";
import { findRequestScope, inRequestScope, NO_ROUTE, type RequestScope } from "@/lib/platform/request-scope";
import { findTracing } from "@/lib/platform/tracing";

/* Names each request before anything else sees it, and tells how each was answered. */

export type Answer = {
  route: string;
  method: string;
  /** `2xx` and so on; `aborted` when the client did not wait for all of it. */
  status: string;
  seconds: number;
  /** What an answer of 503 had to do without; null for any other. */
  unavailable: string | null;
};

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** Anything else that a client calls a method is one to the metrics. */
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

export function watchRequests(listener: Listener, onAnswer: (answer: Answer) => void): Listener {
  return (request, response) => {
    const { method = "", url = "" } = request;
    const requestId = requestIdOf(request.headers["x-request-id"]);
    const scope: RequestScope = { requestId, method, url, route: NO_ROUTE, unavailable: null };
    response.setHeader("X-Request-Id", requestId);
    const startedAt = performance.now();
    response.once("close", () => onAnswer(toAnswer(scope, response, (performance.now() - startedAt) / 1000)));
    const serve = () => inRequestScope(scope, () => listener(request, response));
    const tracing = findTracing();
    if (!tracing) return serve();
    tracing.serve(request, (span) => {
      scope.traceId = span.traceId;
      response.once("close", () => span.end({ route: scope.route, status: response.statusCode }));
      serve();
    });
  };
}

/** Says what answers the request: one of few names, for the metrics. */
export function nameRoute(route: string): void {
  const scope = findRequestScope();
  if (scope) scope.route = route;
}

function toAnswer({ method, route, unavailable }: RequestScope, response: ServerResponse, seconds: number): Answer {
  const { statusCode, writableFinished } = response;
  // That a probe was told so is no shopper's loss.
  const isRefusal = statusCode === 503 && !route.startsWith("/api/health/");
  return {
    route,
    method: METHODS.has(method) ? method : "other",
    status: writableFinished ? `${Math.floor(statusCode / 100)}xx` : "aborted",
    seconds,
    unavailable: isRefusal ? (unavailable ?? "other") : null,
  };
}
