/*
 * Pages of the origins that the shop trusts may call the API from a browser (WHATWG Fetch, CORS), with its cookies where
 * the browser sends them; nobody else's are told anything.
 */

const EXPOSED = "Deprecation, ETag, Link, RateLimit, RateLimit-Policy, Retry-After, Sunset, X-Request-Id";
const ACCEPTED =
  "Accept, Accept-Language, Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Prefer, X-CSRFToken, X-Request-Id";
const PREFLIGHT_SECONDS = "600";

/** For every answer. */
export function corsHeaders(headers: Headers, trustedOrigins: readonly string[]): Record<string, string> {
  const origin = headers.get("origin");
  if (origin === null || !trustedOrigins.includes(origin)) return {};
  return {
    "Access-Control-Allow-Origin": origin,
    "Access-Control-Allow-Credentials": "true",
    "Access-Control-Expose-Headers": EXPOSED,
  };
}

/** For OPTIONS by which a browser asks first. @param methods of the path, as in `Allow` */
export function preflightHeaders(
  headers: Headers,
  trustedOrigins: readonly string[],
  methods: string,
): Record<string, string> {
  const allowed = corsHeaders(headers, trustedOrigins);
  if (!allowed["Access-Control-Allow-Origin"] || !headers.has("access-control-request-method")) return allowed;
  return {
    ...allowed,
    "Access-Control-Allow-Methods": methods,
    "Access-Control-Allow-Headers": ACCEPTED,
    "Access-Control-Max-Age": PREFLIGHT_SECONDS,
  };
}
