import type { z } from "zod";
import type { ErrorCode } from "@/lib/platform/errors";
import type { Deprecated } from "@/lib/platform/http/deprecation";
import type { ErrorShape } from "@/lib/platform/http/error-response";
import type { ApiResponse } from "@/lib/platform/http/response";

/*
 * What a handler declares, kept on the handler for the OpenAPI document and the tests. All bundles agree on the mark, as in
 * lib/platform/errors.ts; serving a request never reads it.
 */

const META = Symbol.for("storefront.routeMeta");

/** Headers that a response must declare. */
export const DECLARED_HEADERS = [
  "Content-Disposition",
  "Deprecation",
  "ETag",
  "Idempotent-Replayed",
  "Link",
  "Location",
  "Preference-Applied",
  "RateLimit",
  "RateLimit-Policy",
  "Retry-After",
  "Set-Cookie",
  "Sunset",
] as const;
export type DeclaredHeader = (typeof DECLARED_HEADERS)[number];

/**
 * A response: the schema of its body, alone or with more about it. Without a schema it has no body, or, with a `type`, one
 * that is not JSON.
 */
export type DeclaredResponse =
  | z.ZodType
  | { schema?: z.ZodType; type?: string; description?: string; headers?: readonly DeclaredHeader[] };

/** Responses by status; errors follow from the rest of the declaration. */
export type DeclaredResponses = Readonly<Record<number, DeclaredResponse>>;

/** What a handler that declares these responses may return. */
export type ResponseOf<Responses extends DeclaredResponses> = {
  [Status in keyof Responses & number]: ApiResponse<Status, BodyOf<Responses[Status]>>;
}[keyof Responses & number];

type BodyOf<Declared> = Declared extends z.ZodType
  ? z.input<Declared>
  : Declared extends { schema: infer Schema extends z.ZodType }
    ? z.input<Schema>
    : undefined;

export type RouteMeta = {
  /**
   * Who may call. `customer`: 401 for anybody else. `optional`: a customer or a guest. `public`: nobody is asked. An
   * object: a key of the back office that has the scope, and nobody by cookie. Mandatory, so that forgetting it does not
   * compile.
   */
  auth: "customer" | "optional" | "public" | { readonly admin: string };
  /** A short imperative, such as "Get the profile". */
  summary: string;
  /** Markdown. */
  description?: string;
  /** It still works as ever, and is to go: docs/versioning.md. */
  deprecated?: Deprecated;
  /** The dynamic parts of the path; 404 for what does not match. */
  params?: z.ZodObject;
  query?: z.ZodObject;
  /** Without one the body is not read. */
  body?: z.ZodObject;
  /** A body that the handler itself reads, after its signature. */
  signedBody?: z.ZodObject;
  /**
   * Cookie-authenticated and public state changes carry a CSRF token. `exempt`: sign-in and its like, whose real
   * clients send none. `signed-in`: only when there is a session to protect. `cookieless`: cookies are neither taken nor
   * set, so that pages of any origin may call.
   */
  csrf?: "required" | "exempt" | "signed-in" | "cookieless";
  /**
   * What real clients need: `lists` at sign-in and registration, where they call `.join` on every error value; `detailed`
   * where they show `detail` alone.
   */
  errorShape?: Exclude<ErrorShape, "problem">;
  responses: DeclaredResponses;
  /** Beside those that follow from how it is called. */
  errors?: readonly ErrorCode[];
};

export function withRouteMeta<Handler extends object>(handler: Handler, meta: RouteMeta): Handler {
  return Object.defineProperty(handler, META, { value: meta });
}

/** Undefined for a handler that is not a route. */
export function routeMetaOf(handler: object): RouteMeta | undefined {
  return (handler as { [META]?: RouteMeta })[META];
}

/** Whether there are keys that a client may prefer to have refused. */
export function takesKeys({ body, signedBody, query }: Pick<RouteMeta, "body" | "signedBody" | "query">): boolean {
  return (body ?? signedBody ?? query) !== undefined;
}
