import { randomBytes } from "node:crypto";
import type { Env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import type { RequestCookie } from "@/lib/platform/http/cookies";
import type { RouteMeta } from "@/lib/platform/http/route-meta";
import { equalInConstantTime, isSignature, sha256, sign } from "@/lib/platform/secrets";

/*
 * Signed double submit (OWASP CSRF cheat sheet): the `x-csrftoken` header equals the `csrftoken` cookie, and the token
 * carries our signature and its session. One issued without a session is valid with any: the platform's storefront
 * fetches it so.
 */

export const CSRF_COOKIE = "csrftoken";
export const CSRF_MAX_AGE_SECONDS = 365 * 86_400;

const BINDING_LENGTH = 16;
const NO_SESSION = "0".repeat(BINDING_LENGTH);
/** nonce, binding, signature: hex only, since clients copy nothing but `\w` cookies. */
const TOKEN = /^([0-9a-f]{32})([0-9a-f]{16})([0-9a-f]{64})$/;

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/** @throws AppError `csrf_failed` for a request that another site may have made a browser send */
export function assertNoForgery(
  { auth, csrf = "required" }: Pick<RouteMeta, "auth" | "csrf">,
  request: Request,
  cookies: RequestCookie[],
  actor: { customer: object | null; access: { kind: string } | null; sessionTokens: readonly string[] },
  env: Pick<Env, "APP_URL" | "TRUSTED_ORIGINS">,
): void {
  if (SAFE_METHODS.has(request.method)) return;
  // What is carried in `Authorization` no other site can make a browser send.
  if (typeof auth === "object" || (actor.access && actor.access.kind !== "session")) return;
  // Nor can it gain by a request that neither takes a cookie nor sets one.
  if (csrf === "cookieless") return;
  if (isForeignOrigin(request.headers, [env.APP_URL, ...env.TRUSTED_ORIGINS])) throw new AppError("csrf_failed");
  if (csrf === "exempt" || (csrf === "signed-in" && !actor.customer)) return;
  const token = request.headers.get("x-csrftoken");
  if (!isCsrfTokenValid(token, cookies, actor.sessionTokens)) throw new AppError("csrf_failed");
}

/** @param sessionToken undefined for a token that anybody may use */
export function issueCsrfToken(sessionToken: string | undefined): string {
  const claim = randomBytes(16).toString("hex") + bindingOf(sessionToken);
  return claim + sign("csrf", claim);
}

export function isCsrfTokenValid(
  header: string | null,
  cookies: RequestCookie[],
  sessionTokens: readonly string[],
): boolean {
  const cookie = cookies.find(({ name }) => name === CSRF_COOKIE)?.value;
  if (!header || !cookie || !equalInConstantTime(header, cookie)) return false;
  const [, nonce, binding, signature] = TOKEN.exec(header) ?? [];
  if (!nonce || !binding || !signature) return false;
  if (!isSignature("csrf", nonce + binding, signature)) return false;
  return binding === NO_SESSION || sessionTokens.some((sessionToken) => binding === bindingOf(sessionToken));
}

function bindingOf(sessionToken: string | undefined): string {
  return sessionToken ? sha256(`csrf:${sessionToken}`).slice(0, BINDING_LENGTH) : NO_SESSION;
}

/**
 * Whether the browser says that the request comes from elsewhere: `Origin` (RFC 6454), else `Sec-Fetch-Site`. Clients
 * that are no browsers send neither. @param ownOrigins APP_URL first
 */
export function isForeignOrigin(headers: Headers, ownOrigins: readonly string[]): boolean {
  const origin = headers.get("origin");
  if (origin !== null) return !ownOrigins.includes(origin) && !isSameHost(origin, headers, ownOrigins[0] ?? "");
  const site = headers.get("sec-fetch-site");
  return site !== null && site !== "same-origin" && site !== "none";
}

/** This very host and port, under a name that APP_URL does not mention (127.0.0.1, a LAN address). */
function isSameHost(origin: string, headers: Headers, appUrl: string): boolean {
  const host = headers.get("host");
  return host !== null && origin === `${appUrl.split(":", 1)[0]}://${host}`;
}
