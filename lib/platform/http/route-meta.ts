import type { z } from "zod";

/*
 * What a handler was wrapped with, kept for whoever describes the API: the reference reads it off the handlers and so
 * cannot say anything else than they do. A mark all bundles agree on, as in lib/platform/errors.ts; no request ever looks at it.
 */

const OPTIONS = Symbol.for("storefront.routeOptions");

/** Everything about a handler that its wrapper knows before any request. */
export type RouteDescription = {
  auth: "customer" | "public";
  body?: z.ZodObject | undefined;
  csrf?: "required" | "exempt" | "signed-in";
  errorsAsLists?: boolean;
};

/** The same handler, with its options to be read by `descriptionOf`. */
export function described<Handler extends object>(handler: Handler, options: RouteDescription): Handler {
  return Object.defineProperty(handler, OPTIONS, { value: options });
}

/** What a handler was wrapped with; undefined for one that is no route. */
export function descriptionOf(handler: object): RouteDescription | undefined {
  return (handler as { [OPTIONS]?: RouteDescription })[OPTIONS];
}
