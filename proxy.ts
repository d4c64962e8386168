import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { DISPLAY_COOKIES, keptFor } from "@/components/layout/display-cookies";
import { findApiAddress } from "@/lib/platform/http/api-paths.mjs";
import { requestIdFor } from "@/lib/platform/http/request-id";
import { pagePolicy } from "@/lib/platform/http/security-headers.mjs";
import { languageOf } from "@/lib/platform/i18n/languages";

/** Tells a page under which path it was asked for, query included; whatever a client sent there is overwritten. */
export const PATH_HEADER = "x-page-path";

/** Tells a page which nonce its own inline scripts must carry. */
export const NONCE_HEADER = "x-nonce";

/*
 * Gives each page its content security policy, and a device without a language that of the mail whose link it follows.
 * It guards nothing: pages and handlers decide themselves who may see what.
 */
export function proxy(request: NextRequest): NextResponse {
  if (findApiAddress(request.nextUrl.pathname, request.headers.get("accept")) !== null) return NextResponse.next();
  const nonce = randomBytes(16).toString("base64");
  const policy = pagePolicy(nonce, { development: process.env.NODE_ENV === "development" });
  const headers = new Headers(request.headers);
  headers.set(NONCE_HEADER, nonce);
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  headers.set("content-security-policy", policy);
  const name = DISPLAY_COOKIES.language;
  const mailed = request.cookies.has(name) ? undefined : languageOf(request.nextUrl.searchParams.get("lang"));
  if (mailed) headers.append("cookie", `${name}=${mailed}`);
  const response = NextResponse.next({ request: { headers } });
  if (mailed) response.cookies.set(name, mailed, keptFor(request.nextUrl));
  response.headers.set("content-security-policy", policy);
  response.headers.set("cache-control", "no-store");
  response.headers.set("x-request-id", requestIdFor(request.headers.get("x-request-id")));
  return response;
}

/** What is no page, as far as Next can tell before any code runs. */
export const config = {
  matcher: ["/((?!api/|media/|_next/|.*\\.(?:svg|png|ico|js|json|woff2|txt|webmanifest)$).*)"],
};
