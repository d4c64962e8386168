import type { DeclaredHeader } from "@/lib/platform/http/route-meta";
import { LANGUAGES } from "@/lib/platform/i18n/languages";

/* What operations of the OpenAPI document share: ways to sign in, headers, parameters. */

export const SECURITY_SCHEMES = {
  token: { type: "apiKey", in: "header", name: "Authorization", description: "`Token <key>`; needs no CSRF token." },
  session: { type: "apiKey", in: "cookie", name: "osessionid" },
  csrf: {
    type: "apiKey",
    in: "header",
    name: "X-CSRFToken",
    description: "Must equal the cookie `csrftoken`, from GET /csrf_token/.",
  },
  adminKey: { type: "http", scheme: "bearer", description: "`sk_admin_…`, made by `npm run admin -- keys add`." },
  webhook: {
    type: "apiKey",
    in: "header",
    name: "webhook-signature",
    description: "`v1,<HMAC-SHA-256>` by Standard Webhooks; several while a secret is rotated.",
  },
  signature: { type: "apiKey", in: "header", name: "X-Signature", description: "`t=<seconds>,v1=<HMAC-SHA-256>`" },
};

const text = { type: "string" };

/** Of every response, declared or not. */
export const ALWAYS = "X-Request-Id";

export const HEADERS: Record<DeclaredHeader | typeof ALWAYS, object> = {
  "Content-Disposition": { description: "The file's name.", schema: text },
  Deprecation: { description: "Since when the operation is to go: `@<seconds since 1970>` (RFC 9745).", schema: text },
  ETag: { description: "The resource's version, for If-Match and If-None-Match.", schema: text },
  "Idempotent-Replayed": {
    description: "`true` if this repeats the first response.",
    schema: { type: "string", enum: ["true"] },
  },
  Link: { description: 'Where to read what replaces the operation: `rel="deprecation"`.', schema: text },
  Location: { description: "Where to go next.", schema: text },
  "Preference-Applied": {
    description: "`handling=strict` if unknown keys are refused, as preferred.",
    schema: text,
  },
  RateLimit: {
    description:
      "What is left to you of each limit: `r` requests for `t` seconds (draft-ietf-httpapi-ratelimit-headers).",
    schema: { ...text, examples: ['"signUpsPerNetwork";r=99;t=3600'] },
  },
  "RateLimit-Policy": {
    description: "The limits that the request was counted against: `q` requests in `w` seconds.",
    schema: { ...text, examples: ['"signUpsPerNetwork";q=100;w=3600'] },
  },
  "Retry-After": { description: "Seconds to wait before trying again.", schema: { type: "integer" } },
  "Set-Cookie": { description: "The session, or the CSRF token.", schema: text },
  Sunset: { description: "When the operation goes (RFC 8594).", schema: text },
  [ALWAYS]: { description: "Identifies the request in the log; an ID that was sent is kept.", schema: text },
};

export const PARAMETERS = {
  AcceptLanguage: {
    name: "Accept-Language",
    in: "header",
    description: `Language of messages: ${LANGUAGES.join(", ")}.`,
    schema: text,
  },
  IdempotencyKey: {
    name: "Idempotency-Key",
    in: "header",
    description: "A key of the caller's choice: repeating the request within a day returns the first response.",
    schema: { type: "string", pattern: "^[\\x21-\\x7e]{1,255}$" },
  },
  IfMatch: {
    name: "If-Match",
    in: "header",
    description: "The ETag that the change is based on, also in its weak form; 412 if it is out of date.",
    schema: text,
  },
  IfNoneMatch: {
    name: "If-None-Match",
    in: "header",
    description: "An ETag; 304 if it is still current.",
    schema: text,
  },
  WebhookId: {
    name: "webhook-id",
    in: "header",
    required: true,
    description: "The same however often the message is sent.",
    schema: text,
  },
  WebhookTimestamp: {
    name: "webhook-timestamp",
    in: "header",
    required: true,
    description: "Seconds since 1970, of this attempt.",
    schema: text,
  },
  Prefer: {
    name: "Prefer",
    in: "header",
    description: "`handling=strict` refuses unknown keys with 400 instead of ignoring them.",
    schema: text,
  },
};
