import type { z } from "zod";

/*
 * What a handler was wrapped with, kept for whoever describes the API: the reference reads it off the handlers and so
 * cannot say anything else than they do. A mark all bundles agree on, as in lib/platform/errors.ts; no request ever looks at it.
 */

const OPTIONS = Symbol.for("storefront.routeOptions");

/** Everything about a handler that its wrapper knows before any request. */
export type RouteMeta = {
  auth: "customer" | "optional" | "public";
  body?: z.ZodObject | undefined;
  csrf?: "required" | "exempt" | "signed-in";
  errorsAsLists?: boolean;
};

/** The same handler, with its options to be read by `routeMeta`. */
export function withRouteMeta<Handler extends object>(handler: Handler, options: RouteMeta): Handler {
  return Object.defineProperty(handler, OPTIONS, { value: options });
}

/** What a handler was wrapped with; undefined for one that is no route. */
export function routeMeta(handler: object): RouteMeta | undefined {
  return (handler as { [OPTIONS]?: RouteMeta })[OPTIONS];
}
