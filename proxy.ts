import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { findApiAddress } from "@/lib/platform/http/api-paths.mjs";
import { pagePolicy } from "@/lib/platform/http/security-headers.mjs";

/** Tells a page under which path it was asked for, query included; whatever a client sent there is overwritten. */
export const PATH_HEADER = "x-page-path";

/** Tells a page which nonce its own inline scripts must carry. */
export const NONCE_HEADER = "x-nonce";

/*
 * Gives each page its content security policy. It guards nothing else: pages and handlers decide themselves who may see
 * what.
 */
export function proxy(request: NextRequest): NextResponse {
  if (findApiAddress(request.nextUrl.pathname, request.headers.get("accept")) !== null) return NextResponse.next();
  const nonce = randomBytes(16).toString("base64");
  const policy = pagePolicy(nonce, { development: process.env.NODE_ENV === "development" });
  const headers = new Headers(request.headers);
  headers.set(NONCE_HEADER, nonce);
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("cache-control", "no-store");
  return response;
}

/** What is no page, as far as Next can tell before any code runs. */
export const config = {
  matcher: ["/((?!api/|media/|_next/|.*\\.(?:svg|png|ico|js|woff2|txt|webmanifest)$).*)"],
};
