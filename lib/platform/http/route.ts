import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Owner } from "@/lib/auth/access-service";
import { type Device, findCaller, type SignedInCaller, sessionTokenOf } from "@/lib/auth/session-service";
import type { CustomerRow } from "@/lib/customers/store";
import { type Deps, getDeps } from "@/lib/deps";
import { AppError } from "@/lib/platform/errors";
import { parseBody } from "@/lib/platform/http/body";
import { clientIp } from "@/lib/platform/http/client-ip";
import { parseCookies, type RequestCookie } from "@/lib/platform/http/cookies";
import { isCsrfTokenValid, isForeignOrigin } from "@/lib/platform/http/csrf";
import { toErrorResponse } from "@/lib/platform/http/error-response";
import { isUnmodified } from "@/lib/platform/http/etag";
import type { ApiResponse } from "@/lib/platform/http/response";
import { described } from "@/lib/platform/http/route-meta";
import { API_HEADERS } from "@/lib/platform/http/security-headers.mjs";
import { type Language, languageOf, negotiateLanguage } from "@/lib/platform/i18n/languages";
import { answerOnce } from "@/lib/platform/idempotency/answer-once";
import type { Holder } from "@/lib/verification/service";

type Auth = "customer" | "public";

type RouteOptions<A extends Auth, Body extends z.ZodObject | undefined> = {
  /** Who may call. Mandatory, so that forgetting it does not compile. */
  auth: A;
  /** Schema of the request body; without one the body is not read. */
  body?: Body;
  /**
   * Cookie-authenticated and public state changes carry a CSRF token. `exempt`: sign-in and its like, whose real clients
   * send none. `signed-in`: only when there is a session to protect.
   */
  csrf?: "required" | "exempt" | "signed-in";
  /** Real clients call `.join` on every error value of sign-in and registration: answer lists only. */
  errorsAsLists?: boolean;
};

/** What a handler gets: everything about the request that it may depend on. */
export type RouteContext<A extends Auth, Body> = {
  deps: Deps;
  request: Request;
  /** The dynamic parts of the path. */
  params: Record<string, string>;
  body: Body;
  /** The signed-in customer as the session query read him; null on public routes. */
  customer: A extends "customer" ? CustomerRow : null;
  /** By what the customer is signed in; null on public routes. Dialogues belong to it, and die with it. */
  holder: A extends "customer" ? SignedInHolder : null;
  /** The kind of client that the caller's API token was made for; null for none in particular. */
  tokenClientType: string | null;
  language: Language;
  cookies: RequestCookie[];
  device: Device;
};

/** The session or API token that a customer is signed in by. */
export type SignedInHolder = Extract<Holder, { kind: "session" | "token" }>;

type NextContext = { params: Promise<Record<string, string | string[]>> };
/** A web-standard handler: all it knows comes from the request, so that any server can call it. */
export type Handler = (request: Request, context?: NextContext) => Promise<Response>;

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

const NO_PARAMS: Record<string, string> = {};

/**
 * Wraps a handler with what every endpoint needs, always in this order: authenticate → CSRF → parse → idempotency →
 * run → map errors. Limits are taken where the subject they count is known: in the use case.
 */
export function route<A extends Auth, Body extends z.ZodObject | undefined = undefined>(
  options: RouteOptions<A, Body>,
  run: (
    context: RouteContext<A, Body extends z.ZodObject ? z.infer<Body> : undefined>,
  ) => Promise<ApiResponse> | ApiResponse,
): Handler {
  const handler: Handler = async (request, nextContext) => {
    // What is known so far, for an answer in the caller's language even when something fails on the way.
    let deps: Deps | undefined;
    let caller: SignedInCaller | null = null;
    try {
      deps = await getDeps();
      const cookies = cookiesOf(request, deps);
      caller = await authenticate(options, request, cookies, deps);
      assertNoForgery(options, request, cookies, caller, deps);
      const body = options.body ? await parseBody(request, options.body) : undefined;
      const language = languageFor(request, caller, deps);
      const context = {
        deps,
        request,
        params: flattenParams(await nextContext?.params),
        body: body as never,
        customer: (caller?.customer ?? null) as never,
        holder: (caller && holderOf(caller)) as never,
        tokenClientType: caller?.via === "token" ? caller.clientType : null,
        language,
        cookies,
        device: {
          userAgent: request.headers.get("user-agent"),
          ip: clientIp(request.headers, deps.env.TRUSTED_PROXIES),
        },
      };
      const serve = async () => run(context);
      // Answers of public endpoints carry session keys, which are kept nowhere.
      const response =
        options.auth === "customer" && caller
          ? await answerOnce(deps, request, {
              customerId: caller.customer.id,
              body,
              language,
              serve,
              refuse: (error) =>
                toErrorResponse(error, { language, requestId: "", asLists: options.errorsAsLists ?? false }),
            })
          : await serve();
      return toResponse(response, request, language);
    } catch (error) {
      const language = languageFor(request, caller, deps);
      const requestId = randomUUID();
      const response = toErrorResponse(error, { language, requestId, asLists: options.errorsAsLists ?? false });
      if (response.status === 500) await logFailure(deps, error, request, requestId);
      return toResponse(response, request, language);
    }
  };
  return described(handler, options);
}

function cookiesOf(request: Request, deps: Deps): RequestCookie[] {
  const header = request.headers.get("cookie");
  if (header === null && deps.env.ENABLE_X_COOKIE_HEADER) return parseCookies(request.headers.get("x-cookie"));
  return parseCookies(header);
}

async function authenticate(
  { auth, csrf }: RouteOptions<Auth, z.ZodObject | undefined>,
  request: Request,
  cookies: RequestCookie[],
  deps: Deps,
): Promise<SignedInCaller | null> {
  if (auth === "public" && csrf !== "signed-in") return null;
  const caller = await findCaller(deps, { cookies, authorization: request.headers.get("authorization") });
  if (auth === "customer" && !caller) throw new AppError("not_authenticated");
  return caller;
}

/** What a caller is signed in by. */
export function holderOf(caller: SignedInCaller): SignedInHolder {
  return caller.via === "session" ? { kind: "session", id: caller.sessionId } : { kind: "token", id: caller.tokenId };
}

function assertNoForgery(
  { csrf = "required" }: RouteOptions<Auth, z.ZodObject | undefined>,
  request: Request,
  cookies: RequestCookie[],
  caller: SignedInCaller | null,
  deps: Deps,
): void {
  if (SAFE_METHODS.has(request.method) || caller?.via === "token") return;
  if (isForeignOrigin(request.headers, [deps.env.APP_URL, ...deps.env.TRUSTED_ORIGINS])) {
    throw new AppError("csrf_failed");
  }
  if (csrf === "exempt" || (csrf === "signed-in" && !caller)) return;
  const token = request.headers.get("x-csrftoken");
  if (!isCsrfTokenValid(token, cookies, sessionTokenOf(cookies))) throw new AppError("csrf_failed");
}

function languageFor(request: Request, caller: SignedInCaller | null, deps: Deps | undefined): Language {
  return (
    negotiateLanguage(request.headers.get("accept-language")) ??
    languageOf(caller?.customer.languageCode) ??
    deps?.env.DEFAULT_LANGUAGE ??
    "en"
  );
}

/** A path without dynamic parts has no params at all. */
function flattenParams(params: Record<string, string | string[]> | undefined): Record<string, string> {
  if (!params) return NO_PARAMS;
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, Array.isArray(value) ? value.join("/") : value]),
  );
}

function toResponse(response: ApiResponse, request: Request, language: Language): Response {
  const headers: Record<string, string> = { ...API_HEADERS, "Content-Language": language, ...response.headers };
  if (response.cookie) headers["Set-Cookie"] = response.cookie;
  let { status } = response;
  if (response.etag) {
    headers.ETag = response.etag;
    if (SAFE_METHODS.has(request.method) && isUnmodified(request.headers.get("if-none-match"), response.etag))
      status = 304;
  }
  if (response.bytes) return new Response(request.method === "HEAD" ? null : response.bytes, { status, headers });
  if (response.body === undefined || status === 304) return new Response(null, { status, headers });
  headers["Content-Type"] = "application/json";
  const text = JSON.stringify(response.body);
  if (request.method !== "HEAD") return new Response(text, { status, headers });
  headers["Content-Length"] = String(Buffer.byteLength(text));
  return new Response(null, { status, headers });
}

async function logFailure(deps: Deps | undefined, error: unknown, request: Request, requestId: string): Promise<void> {
  // Without dependencies (they could not be made) there is still the process's log.
  const log = deps?.log ?? (await import("@/lib/platform/log")).getLog();
  const place = { method: request.method, path: new URL(request.url).pathname };
  log.error({ err: error, requestId, ...place }, "request failed");
}

/** Whose account a request is about, for use cases that note who did what from where. */
export function ownerOf({
  customer,
  holder,
  device,
}: Pick<RouteContext<"customer", unknown>, "customer" | "holder" | "device">): Owner {
  return { customer, holder, place: device };
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
type Method = (typeof METHODS)[number];

/**
 * All methods of one path: the given ones, HEAD by GET, OPTIONS, and 405 with `Allow` for the rest.
 *
 * Usage: `export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET: route(…) })`.
 */
export function endpoint(
  handlers: Partial<Record<Exclude<Method, "HEAD" | "OPTIONS">, Handler>>,
): Record<Method, Handler> {
  const given: Partial<Record<Method, Handler>> = { ...handlers };
  if (handlers.GET) given.HEAD = handlers.GET;
  given.OPTIONS = async () => new Response(null, { status: 204, headers: { ...API_HEADERS, Allow: allow } });
  const allow = METHODS.filter((method) => given[method]).join(", ");
  const refuse = route({ auth: "public", csrf: "exempt" }, () => {
    throw new AppError("method_not_allowed");
  });
  const all: Partial<Record<Method, Handler>> = {};
  for (const method of METHODS) {
    all[method] =
      given[method] ??
      (async (request, context) => {
        const response = await refuse(request, context);
        response.headers.set("Allow", allow);
        return response;
      });
  }
  return all as Record<Method, Handler>;
}
