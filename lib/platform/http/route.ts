import type { Logger } from "pino";
import type { z } from "zod";
import type { Db } from "@/lib/platform/db";
import type { Env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { parseBody, parseQuery } from "@/lib/platform/http/body";
import { contextOf } from "@/lib/platform/http/context";
import { cookiesOf, type RequestCookie } from "@/lib/platform/http/cookies";
import { preflightHeaders } from "@/lib/platform/http/cors";
import { assertNoForgery } from "@/lib/platform/http/csrf";
import { type ErrorShape, missingFor, PROBLEM_TYPE, toErrorResponse } from "@/lib/platform/http/error-response";
import { isStrict } from "@/lib/platform/http/prefer";
import { withRequestScope } from "@/lib/platform/http/request-id";
import type { ApiResponse } from "@/lib/platform/http/response";
import {
  type DeclaredResponses,
  type ResponseOf,
  type RouteMeta,
  takesKeys,
  withRouteMeta,
} from "@/lib/platform/http/route-meta";
import { logRefusal, withoutSecrets } from "@/lib/platform/http/security-log";
import { toWebResponse, toWireAnswer, type WireAnswer } from "@/lib/platform/http/web-response";
import { type Language, languageFor, negotiateLanguage } from "@/lib/platform/i18n/languages";
import { answerOnce } from "@/lib/platform/idempotency/answer-once";
import type { RequestContext } from "@/lib/platform/request-context";
import type { RequestScope } from "@/lib/platform/request-scope";

type Auth<Scope extends string> = Exclude<RouteMeta["auth"], object> | { readonly admin: Scope };

/** What the wrapper itself works with; handlers get the whole of what `getDeps` returns. */
export type RouteDeps = { db: Db; env: Env; log: Logger };

/** What the wrapper has to know of who asks. */
type BaseActor = {
  customer: { id: number; languageCode: string } | null;
  access: { kind: string } | null;
  /** The session cookies that came with the request; those of somebody signed in are of their session alone. */
  sessionTokens: readonly string[];
  /** Of the back office. */
  adminKeyId?: number;
};

/** What ties the wrapper to a process and to its way of signing in. */
type Bindings<Deps extends RouteDeps, Actor extends BaseActor, Scope extends string> = {
  getDeps: () => Promise<Deps>;
  /** Who asks, by what the request brings. @throws AppError for credentials that are no good */
  findActor: (deps: Deps, cookies: RequestCookie[], authorization: string | null) => Promise<Actor>;
  /** The back office, by its key. @throws AppError for a key that is no good, or lacks the scope */
  findAdmin: (deps: Deps, authorization: string | null, scope: Scope) => Promise<Actor>;
  /** The actor of a request that is not asked who it is from. */
  guestOf: (cookies: RequestCookie[]) => Actor;
  /** The schema of a body as this shop has it, which may hold values to more than the documents do. */
  bodyOf: <Body extends z.ZodObject>(deps: Deps, actor: Actor, body: Body) => Body;
};

type Schema = z.ZodObject | undefined;

type RouteOptions<A, Body, Query, Params, Responses> = Omit<RouteMeta, "auth"> & {
  auth: A;
  body?: Body;
  query?: Query;
  params?: Params;
  responses: Responses;
  /** The endpoint's name in the consent ledger. */
  source?: string;
};

/** As much of a declaration as serving a request needs. */
type ServeOptions = Pick<
  RouteMeta,
  "auth" | "body" | "csrf" | "deprecated" | "errorShape" | "params" | "query" | "signedBody"
> & {
  source?: string;
  headers?: Record<string, string> | undefined;
};

type Parsed<S> = S extends z.ZodObject ? z.infer<S> : undefined;

/** What a handler gets: everything about the request that it may depend on. */
export type HandlerInput<Deps, Actor, Body = unknown, Query = unknown, Params = unknown> = {
  deps: Deps;
  actor: Actor;
  body: Body;
  context: RequestContext;
  query: Query;
  params: Params;
  request: Request;
  cookies: RequestCookie[];
};

type NextContext = { params: Promise<Record<string, string | string[]>> };
type Serve<Answer> = (request: Request, context?: NextContext) => Promise<Answer>;
/**
 * A web-standard handler: all it knows comes from the request, so that any server can call it. `answer` is the same for a
 * server of ours, which a Response would only cost.
 */
export type Handler = Serve<Response> & { answer: Serve<WireAnswer> };
/** What is known so far, for an answer in the caller's language even when something fails on the way. */
type Known<Deps, Actor> = { deps?: Deps; actor?: Actor };
type ScopedHandler = (request: Request, context: NextContext | undefined, scope: RequestScope) => Promise<WireAnswer>;

/** Makes the wrappers of an API's handlers: `route` for one method, `endpoint` for all methods of a path. */
export function createRoutes<
  Deps extends RouteDeps,
  Actor extends BaseActor,
  CustomerActor extends Actor,
  AdminActor extends Actor,
  Scope extends string,
>(bindings: Bindings<Deps, Actor, Scope>) {
  /**
   * A handler with what every endpoint needs, always in this order: authenticate → CSRF → parse → idempotency → run →
   * map errors. Limits are taken where the subject they count is known: in the use case.
   */
  function route<
    const A extends Auth<Scope>,
    const Responses extends DeclaredResponses,
    Body extends Schema = undefined,
    Query extends Schema = undefined,
    Params extends Schema = undefined,
  >(
    options: RouteOptions<A, Body, Query, Params, Responses>,
    run: (
      input: HandlerInput<
        Deps,
        A extends "customer" ? CustomerActor : A extends object ? AdminActor : Actor,
        Parsed<Body>,
        Parsed<Query>,
        Parsed<Params>
      >,
    ) => Promise<ResponseOf<Responses>> | ResponseOf<Responses>,
  ): Handler {
    return withRouteMeta(
      serveWith(options, (input) => run(input as never)),
      options,
    );
  }

  /** A handler that does nothing but refuse; it is no operation of the API, and declares nothing. @param headers beside the API's */
  function refuseWith(createError: () => unknown, headers?: Record<string, string>): Handler {
    const refuse = () => {
      throw createError();
    };
    return serveWith({ auth: "public", csrf: "exempt", headers }, refuse);
  }

  function serveWith(
    options: ServeOptions,
    run: (input: HandlerInput<Deps, Actor>) => Promise<ApiResponse> | ApiResponse,
  ): Handler {
    const serveInScope: ScopedHandler = async (request, nextContext, scope) => {
      const { requestId } = scope;
      const known: Known<Deps, Actor> = {};
      const refuse = (error: unknown) =>
        toErrorResponse(error, {
          language: requestLanguage(request, known),
          requestId,
          shape: errorShapeOf(request, options),
        });
      const answer = (response: ApiResponse, language: Language) =>
        toWireAnswer(
          options.headers ? { ...response, headers: { ...response.headers, ...options.headers } } : response,
          request,
          {
            language,
            requestId,
            trustedOrigins: known.deps?.env.TRUSTED_ORIGINS ?? [],
            isStrict: takesKeys(options) && isStrict(request.headers),
            limits: scope.limits,
            deprecated: options.deprecated,
          },
        );
      try {
        const input = await readInput(options, request, nextContext, known);
        const { deps, actor, body } = input;
        const { language } = input.context;
        const serve = async () => run(input);
        // Answers of public endpoints carry session keys, which are kept nowhere.
        const response =
          options.auth === "customer" && actor.customer
            ? await answerOnce(deps, request, { customerId: actor.customer.id, body, language, serve, refuse })
            : await serve();
        return answer(response, language);
      } catch (error) {
        const response = refuse(error);
        scope.unavailable = missingFor(error);
        logRefused(error, request, known);
        if (response.status === 500) await logFailure(known.deps, error, request);
        return answer(response, requestLanguage(request, known));
      }
    };
    const answer: Handler["answer"] = (request, nextContext) =>
      withRequestScope(request, (scope) => serveInScope(request, nextContext, scope));
    const handle = async (request: Request, nextContext?: NextContext) =>
      toWebResponse(await answer(request, nextContext));
    return Object.assign(handle, { answer });
  }

  /** Authenticates and parses. @param known is told on the way */
  async function readInput(
    options: ServeOptions,
    request: Request,
    nextContext: NextContext | undefined,
    known: Known<Deps, Actor>,
  ): Promise<HandlerInput<Deps, Actor>> {
    const deps = await bindings.getDeps();
    known.deps = deps;
    const cookies = cookiesOf(request.headers, deps.env);
    const actor = await authenticate(options, request, cookies, deps);
    known.actor = actor;
    assertNoForgery(options, request, cookies, actor, deps.env);
    const body = options.body && (await parseBody(request, bindings.bodyOf(deps, actor, options.body)));
    const language = requestLanguage(request, known);
    const query = options.query && parseQuery(request, options.query);
    const params = options.params && parseParams(await nextContext?.params, options.params);
    const context = contextOf(request, { env: deps.env, cookies, language, source: options.source ?? "api" });
    return { deps, actor, body, query, params, context, request, cookies };
  }

  async function authenticate(
    { auth }: ServeOptions,
    request: Request,
    cookies: RequestCookie[],
    deps: Deps,
  ): Promise<Actor> {
    if (auth === "public") return bindings.guestOf(cookies);
    if (typeof auth === "object") {
      // Declared by `route`, which takes no other scopes.
      return bindings.findAdmin(deps, request.headers.get("authorization"), auth.admin as Scope);
    }
    const actor = await bindings.findActor(deps, cookies, request.headers.get("authorization")).catch((error) => {
      // Whoever need not be signed in can still sign out of both.
      if (auth === "optional" && error instanceof AppError && error.code === "session_ambiguous") {
        return bindings.guestOf(cookies);
      }
      throw error;
    });
    if (auth === "customer" && !actor.customer) throw new AppError("not_authenticated");
    return actor;
  }

  /**
   * All methods of one path: the given ones, HEAD by GET, OPTIONS, and 405 with `Allow` for the rest. Usage: `export
   * const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET: route(…) })`.
   */
  function endpoint(handlers: Partial<Record<Exclude<Method, "HEAD" | "OPTIONS">, Handler>>): Record<Method, Handler> {
    const given: Partial<Record<Method, Handler>> = { ...handlers };
    if (handlers.GET) given.HEAD = handlers.GET;
    given.OPTIONS = serveWith({ auth: "public", csrf: "exempt" }, ({ deps, request: { headers } }) => ({
      status: 204,
      headers: { Allow: allow, ...preflightHeaders(headers, deps.env.TRUSTED_ORIGINS, allow) },
    }));
    const allow = METHODS.filter((method) => given[method]).join(", ");
    const refuse = refuseWith(() => new AppError("method_not_allowed"), { Allow: allow });
    return Object.fromEntries(METHODS.map((method) => [method, given[method] ?? refuse])) as Record<Method, Handler>;
  }

  return { route, refuseWith, endpoint };
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
type Method = (typeof METHODS)[number];

function requestLanguage(request: Request, { actor, deps }: Known<RouteDeps, BaseActor>): Language {
  const fallback = deps?.env.DEFAULT_LANGUAGE ?? "en";
  return (
    negotiateLanguage(request.headers.get("accept-language")) ?? languageFor(actor?.customer?.languageCode, fallback)
  );
}

/** As the client asks for, else as its endpoint's clients need them. */
function errorShapeOf({ headers }: Request, { errorShape }: ServeOptions): ErrorShape | undefined {
  return headers.get("accept")?.toLowerCase().includes(PROBLEM_TYPE) ? "problem" : errorShape;
}

/** @throws AppError `not_found` for a part that can name nothing */
function parseParams(given: Record<string, string | string[]> | undefined, schema: z.ZodObject): unknown {
  const parsed = schema.safeParse(given ?? {});
  if (!parsed.success) throw new AppError("not_found");
  return parsed.data;
}

function logRefused(error: unknown, request: Request, { deps, actor }: Known<RouteDeps, BaseActor>): void {
  if (!deps) return;
  const { pathname: path } = new URL(request.url);
  const { customer, adminKeyId } = actor ?? {};
  logRefusal(deps.log, error, { method: request.method, path, customer: customer?.id, adminKey: adminKeyId });
}

async function logFailure(deps: RouteDeps | undefined, error: unknown, request: Request): Promise<void> {
  // Without dependencies (they could not be made) there is still the process's log.
  const log = deps?.log ?? (await import("@/lib/platform/log")).getLog();
  log.error(
    { err: error, method: request.method, path: withoutSecrets(new URL(request.url).pathname) },
    "request failed",
  );
}
