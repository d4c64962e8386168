import { corsHeaders } from "@/lib/platform/http/cors";
import { type Deprecated, deprecationHeaders } from "@/lib/platform/http/deprecation";
import { isUnmodified } from "@/lib/platform/http/etag";
import { rateLimitHeaders } from "@/lib/platform/http/rate-limit";
import type { ApiResponse } from "@/lib/platform/http/response";
import { API_HEADERS } from "@/lib/platform/http/security-headers.mjs";
import type { Language } from "@/lib/platform/i18n/languages";
import type { ToldLimit } from "@/lib/platform/request-scope";

type Answering = {
  language: Language;
  requestId: string;
  /** Other origins whose pages may read the answer. */
  trustedOrigins: readonly string[];
  /** Whether unknown keys were refused, as the client prefers. */
  isStrict: boolean;
  /** What the caller is told of. */
  limits: ReadonlyMap<string, ToldLimit> | undefined;
  deprecated: Deprecated | undefined;
};

/** An answer as it goes over the wire. */
export type WireAnswer = {
  status: number;
  headers: Record<string, string>;
  cookies: readonly string[];
  body: string | Uint8Array<ArrayBuffer> | null;
};

/** The API's headers, a 304 for what the client has, nothing but headers to HEAD. */
export function toWireAnswer(
  response: ApiResponse,
  request: Request,
  { language, requestId, trustedOrigins, isStrict, limits, deprecated }: Answering,
): WireAnswer {
  const headers: Record<string, string> = { ...API_HEADERS, "Content-Language": language, ...response.headers };
  headers["X-Request-Id"] = requestId;
  if (isStrict) headers["Preference-Applied"] = "handling=strict";
  Object.assign(
    headers,
    corsHeaders(request.headers, trustedOrigins),
    rateLimitHeaders(limits, response.headers?.["Retry-After"]),
    deprecationHeaders(deprecated),
  );
  let { status } = response;
  if (response.etag) {
    headers.ETag = response.etag;
    const isRead = request.method === "GET" || request.method === "HEAD";
    if (isRead && isUnmodified(request.headers.get("if-none-match"), response.etag)) status = 304;
  }
  const { cookies = [] } = response;
  if (status === 304 || (response.body === undefined && !response.bytes))
    return { status, headers, cookies, body: null };
  if (!response.bytes) headers["Content-Type"] ??= "application/json";
  const body = response.bytes ?? JSON.stringify(response.body);
  if (request.method !== "HEAD") return { status, headers, cookies, body };
  headers["Content-Length"] = String(Buffer.byteLength(body));
  return { status, headers, cookies, body: null };
}

/** For servers that take web-standard handlers, such as Next's. */
export function toWebResponse({ status, headers, cookies, body }: WireAnswer): Response {
  const lines = cookies.map((line): [string, string] => ["Set-Cookie", line]);
  return new Response(body, { status, headers: [...Object.entries(headers), ...lines] });
}
