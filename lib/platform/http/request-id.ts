import { randomUUID } from "node:crypto";
import { findRequestScope, inRequestScope, NO_ROUTE, type RequestScope } from "@/lib/platform/request-scope";

const GIVEN = /^[\w.-]{1,64}$/;

/** Names a request in its answer and in every line that the log has of it: as its client or a proxy did, else anew. */
export function requestIdOf(header: string | string[] | null | undefined): string {
  return typeof header === "string" && GIVEN.test(header) ? header : randomUUID();
}

/** The same for what is served under a name already. */
export function requestIdFor(header: string | null): string {
  return findRequestScope()?.requestId ?? requestIdOf(header);
}

/** Serves a request in the scope that the server has made for it, or, under `next start`, in one of its own. */
export function withRequestScope<Result>(request: Request, work: (scope: RequestScope) => Result): Result {
  const given = findRequestScope();
  if (given) return work(given);
  const requestId = requestIdOf(request.headers.get("x-request-id"));
  const { method, url } = request;
  const scope = { requestId, method, url, route: NO_ROUTE, unavailable: null };
  return inRequestScope(scope, () => work(scope));
}
