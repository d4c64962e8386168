import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";

/** Tells a page under which path it was asked for, query included; whatever a client sent there is overwritten. */
export const PATH_HEADER = "x-page-path";

/** Tells a page which nonce its own inline scripts must carry. */
export const NONCE_HEADER = "x-nonce";

/*
 * The content security policy of pages: only our own scripts, by a nonce of each answer (W3C CSP3). It guards nothing
 * else: who may see what is decided in every page and handler.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(16).toString("base64");
  const development = process.env.NODE_ENV === "development";
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
  const headers = new Headers(request.headers);
  headers.set(NONCE_HEADER, nonce);
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("cache-control", "no-store");
  return response;
}

/** Pages only: the API answers no documents, and needs no time spent here. */
export const config = {
  matcher: [
    "/((?!api/|users/|loyalty-card/|current_user|csrf_token|media/|_next/|.*\\.(?:svg|png|ico|woff2|txt|webmanifest)$).*)",
  ],
};
