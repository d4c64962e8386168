import type { z } from "zod";
import type { ErrorCode } from "@/lib/platform/errors";
import type { ApiResponse } from "@/lib/platform/http/response";

/*
 * What a handler declares about itself, kept on the handler for whoever describes or checks the API. A mark all bundles
 * agree on, as in lib/platform/errors.ts; no request ever looks at it.
 */

const META = Symbol.for("storefront.routeMeta");

/** Headers that an answer declares when it has them. */
export const DECLARED_HEADERS = [
  "Content-Disposition",
  "ETag",
  "Idempotent-Replayed",
  "Location",
  "Retry-After",
  "Set-Cookie",
] as const;
export type DeclaredHeader = (typeof DECLARED_HEADERS)[number];

/**
 * One answer: the schema of its body alone, or with what else there is to say. Without a schema it has no body, or with
 * a type one that is no JSON.
 */
export type DeclaredResponse =
  | z.ZodType
  | { schema?: z.ZodType; type?: string; description?: string; headers?: readonly DeclaredHeader[] };

/** The answers of a handler by status. Errors follow from the rest of the declaration. */
export type DeclaredResponses = Readonly<Record<number, DeclaredResponse>>;

/** What a handler that declares these answers may answer. */
export type ResponseOf<Responses extends DeclaredResponses> = {
  [Status in keyof Responses & number]: ApiResponse<Status, BodyOf<Responses[Status]>>;
}[keyof Responses & number];

type BodyOf<Declared> = Declared extends z.ZodType
  ? z.input<Declared>
  : Declared extends { schema: infer Schema extends z.ZodType }
    ? z.input<Schema>
    : undefined;

/** Everything about a handler that its wrapper knows before any request. */
export type RouteMeta = {
  /**
   * Who may call. `customer`: 401 for anybody else. `optional`: a customer or a guest. `public`: nobody is asked.
   * Mandatory, so that forgetting it does not compile.
   */
  auth: "customer" | "optional" | "public";
  /** What it does: a short imperative sentence. */
  summary: string;
  /** What else a caller should know, in Markdown. */
  description?: string;
  /** Schema of the dynamic parts of the path. */
  params?: z.ZodObject;
  /** Schema of what follows the question mark. */
  query?: z.ZodObject;
  /** Schema of the request body; without one the body is not read. */
  body?: z.ZodObject;
  /** Schema of a body that the handler reads itself, since a signature proves it first. */
  signedBody?: z.ZodObject;
  /**
   * Cookie-authenticated and public state changes carry a CSRF token. `exempt`: sign-in and its like, whose real
   * clients send none. `signed-in`: only when there is a session to protect.
   */
  csrf?: "required" | "exempt" | "signed-in";
  /** Real clients call `.join` on every error value of sign-in and registration: answer lists only. */
  errorsAsLists?: boolean;
  responses: DeclaredResponses;
  /** Errors of its own, beside those that follow from how it is called. */
  errors?: readonly ErrorCode[];
};

/** The same handler, with its declaration to be read by `routeMetaOf`. */
export function withRouteMeta<Handler extends object>(handler: Handler, meta: RouteMeta): Handler {
  return Object.defineProperty(handler, META, { value: meta });
}

/** What a handler declares; undefined for one that is no route. */
export function routeMetaOf(handler: object): RouteMeta | undefined {
  return (handler as { [META]?: RouteMeta })[META];
}
