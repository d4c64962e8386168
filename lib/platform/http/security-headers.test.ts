import { expect, test } from "vitest";
import { API_HEADERS, pagePolicy, SECURITY_HEADERS } from "@/lib/platform/http/security-headers.mjs";

/* The values themselves: weakening one must be a decision. */

const EVERYWHERE = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "same-origin",
  "Permissions-Policy":
    "camera=(), geolocation=(), microphone=(), payment=(), publickey-credentials-create=(self), publickey-credentials-get=(self), usb=()",
  "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
  "Cross-Origin-Opener-Policy": "same-origin",
};

test("every answer forbids sniffing, framing, referrers to others, devices and plain http", () => {
  expect(SECURITY_HEADERS).toEqual(EVERYWHERE);
});

test("an answer of the API is kept by nobody and loads nothing", () => {
  expect(API_HEADERS).toEqual({
    ...EVERYWHERE,
    "Cache-Control": "no-store",
    Vary: "Accept, Accept-Language, Cookie, Authorization, Origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
  });
});

test("a page runs only scripts that carry its nonce", () => {
  expect(pagePolicy("bm9uY2U=", { development: false })).toBe(
    "default-src 'self'; script-src 'self' 'nonce-bm9uY2U=' 'strict-dynamic'; worker-src 'self'; " +
      "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; " +
      "form-action 'self'; frame-ancestors 'none'",
  );
});
