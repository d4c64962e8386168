import { FastResponse } from "srvx/node";
import { corsHeaders } from "@/lib/platform/http/cors";
import { isUnmodified } from "@/lib/platform/http/etag";
import type { ApiResponse } from "@/lib/platform/http/response";
import { API_HEADERS } from "@/lib/platform/http/security-headers.mjs";
import type { Language } from "@/lib/platform/i18n/languages";

type Answering = {
  language: Language;
  requestId: string;
  /** Other origins whose pages may read the answer. */
  trustedOrigins: readonly string[];
  /** Whether unknown keys were refused, as the client prefers. */
  isStrict: boolean;
};

/** What goes over the wire: the API's headers, a 304 for what the client has, nothing but headers to HEAD. */
export function toWebResponse(
  response: ApiResponse,
  request: Request,
  { language, requestId, trustedOrigins, isStrict }: Answering,
): Response {
  const headers: Record<string, string> = { ...API_HEADERS, "Content-Language": language, ...response.headers };
  headers["X-Request-Id"] = requestId;
  if (isStrict) headers["Preference-Applied"] = "handling=strict";
  Object.assign(headers, corsHeaders(request.headers, trustedOrigins));
  let { status } = response;
  if (response.etag) {
    headers.ETag = response.etag;
    const isRead = request.method === "GET" || request.method === "HEAD";
    if (isRead && isUnmodified(request.headers.get("if-none-match"), response.etag)) status = 304;
  }
  const init = () => ({ status, headers: withCookies(headers, response.cookies) });
  if (response.bytes) return new FastResponse(request.method === "HEAD" ? null : response.bytes, init());
  if (response.body === undefined || status === 304) return new FastResponse(null, init());
  headers["Content-Type"] ??= "application/json";
  const text = JSON.stringify(response.body);
  if (request.method !== "HEAD") return new FastResponse(text, init());
  headers["Content-Length"] = String(Buffer.byteLength(text));
  return new FastResponse(null, init());
}

/** Repeated headers need the other form. */
function withCookies(headers: Record<string, string>, cookies: readonly string[] = []): HeadersInit {
  if (cookies.length === 0) return headers;
  return [...Object.entries(headers), ...cookies.map((line): [string, string] => ["Set-Cookie", line])];
}
