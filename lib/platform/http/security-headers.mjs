/*
 * Every header that keeps browsers from misusing an answer. Next's configuration reads them before anything compiles
 * TypeScript.
 */

/** On every answer: pages, files and the API. @type {Record<string, string>} */
export const SECURITY_HEADERS = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "same-origin",
  "Permissions-Policy":
    "camera=(), geolocation=(), microphone=(), payment=(), publickey-credentials-create=(self), publickey-credentials-get=(self), usb=()",
  "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
  "Cross-Origin-Opener-Policy": "same-origin",
};

/** The API's: its answers are private, and never documents, whatever they contain. @type {Record<string, string>} */
export const API_HEADERS = {
  "Cache-Control": "no-store",
  Vary: "Accept, Accept-Language, Cookie, Authorization, Origin",
  ...SECURITY_HEADERS,
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
};

/**
 * The content security policy of a page: only our own scripts, by a nonce of each answer (W3C CSP3).
 *
 * @param {string} nonce base64
 * @param {{ development: boolean }} options Next's development server evaluates code and talks over a web socket
 */
export function pagePolicy(nonce, { development }) {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    "worker-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
