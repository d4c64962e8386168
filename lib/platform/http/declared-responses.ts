import { STATUS_CODES } from "node:http";
import { z } from "zod";
import { ERRORS, type ErrorCode } from "@/lib/platform/errors";
import type { DeclaredHeader, DeclaredResponse, RouteMeta } from "@/lib/platform/http/route-meta";

/* Every response of a handler, errors included: for the OpenAPI document, and for tests to validate against. */

const errorResponse = z.object({ detail: z.string() }).meta({ id: "Error" });

const serverErrorResponse = z
  .object({
    detail: z.string(),
    request_id: z
      .string()
      .meta({ description: "Identifies the error in the log.", examples: ["8f14e45f-ceea-467f-9575-0c3a1f8d2b6e"] }),
  })
  .meta({ id: "ServerError" });

const texts = z.array(z.string());

export const fieldErrorsResponse = z
  .record(z.string(), texts)
  .meta({ id: "FieldErrors", description: "Every invalid field at once; `non_field_errors` for the rest." });

const errorListsResponse = z
  .record(z.string(), texts)
  .meta({ id: "ErrorLists", description: "Every message in a list, without codes." });

/** @param codes of one status, and so of one shape */
function errorSchemaOf(codes: readonly ErrorCode[]): z.ZodType {
  if (codes.includes("server_error")) return serverErrorResponse;
  const named = codes.filter((code) => ERRORS[code].shape === "detail_code");
  if (named.length > 0) return errorResponse.extend({ code: z.enum(named).optional() });
  if (codes.some((code) => ERRORS[code].shape === "detail")) return errorResponse;
  return z.object({ non_field_errors: z.string(), error_code: z.enum(codes) });
}

export type ExpectedResponse = {
  description: string;
  /** The body's media type; undefined for no body. */
  type: string | undefined;
  /** Of a JSON body. */
  schema: z.ZodType | undefined;
  headers: readonly DeclaredHeader[];
  /** Empty unless the status is an error's. */
  codes: readonly ErrorCode[];
};

const CHANGING = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** Whether an Idempotency-Key has an effect. */
export function isIdempotent(method: string, { auth }: RouteMeta): boolean {
  return auth === "customer" && (method === "POST" || method === "PATCH");
}

export function needsCsrfToken(method: string, { csrf = "required" }: RouteMeta): boolean {
  return CHANGING.has(method) && csrf !== "exempt";
}

/** Every error of a handler: those it declares, and those that follow from how it is called. */
export function errorCodesOf(method: string, meta: RouteMeta): ErrorCode[] {
  const asksWho = meta.auth !== "public" || meta.csrf === "signed-in";
  const codes: ErrorCode[] = [
    ...(meta.auth === "customer" ? (["not_authenticated"] as const) : []),
    ...(asksWho ? (["token_invalid", "session_ambiguous"] as const) : []),
    // A foreign Origin is refused even where no token is asked for.
    ...(CHANGING.has(method) ? (["csrf_failed"] as const) : []),
    ...(meta.errors ?? []),
    ...(meta.body || meta.signedBody ? (["body_too_large"] as const) : []),
    ...(meta.body ? (["media_type_unsupported"] as const) : []),
    ...(isIdempotent(method, meta)
      ? (["idempotency_in_flight", "idempotency_mismatch", "idempotency_not_kept"] as const)
      : []),
    "server_error",
    "unavailable",
  ];
  return [...new Set(codes)];
}

/** Codes that come with a Retry-After. */
const LATER = new Set<ErrorCode>(["throttled", "unavailable", "idempotency_in_flight"]);

const JSON_TYPE = "application/json";

function toObject(declared: DeclaredResponse): Exclude<DeclaredResponse, z.ZodType> {
  return declared instanceof z.ZodType ? { schema: declared } : declared;
}

export function expectedResponses(method: string, meta: RouteMeta): Map<number, ExpectedResponse> {
  const expected = new Map<number, ExpectedResponse>();
  const replayed = isIdempotent(method, meta) ? (["Idempotent-Replayed"] as const) : [];
  for (const [status, declared] of Object.entries(meta.responses)) {
    const { schema, description, headers = [], ...rest } = toObject(declared);
    const type = rest.type ?? (schema && JSON_TYPE);
    const text = description ?? schema?.meta()?.description ?? STATUS_CODES[status] ?? status;
    expected.set(Number(status), { description: text, type, schema, headers: [...headers, ...replayed], codes: [] });
    if (headers.includes("ETag") && method === "GET") {
      expected.set(304, {
        description: "Not modified.",
        type: undefined,
        schema: undefined,
        headers: ["ETag"],
        codes: [],
      });
    }
  }
  if (!expected.has(400) && (meta.body || meta.signedBody || meta.query || isIdempotent(method, meta))) {
    const schema = meta.errorsAsLists ? errorListsResponse : fieldErrorsResponse;
    expected.set(400, { description: "Invalid input.", type: JSON_TYPE, schema, headers: replayed, codes: [] });
  }
  const all = errorCodesOf(method, meta);
  for (const status of new Set(all.map((code) => ERRORS[code].status))) {
    const codes = all.filter((code) => ERRORS[code].status === status);
    expected.set(status, {
      description: codes.map((code) => `\`${code}\``).join(", "),
      type: JSON_TYPE,
      schema: meta.errorsAsLists ? errorListsResponse : errorSchemaOf(codes),
      headers: [...(codes.some((code) => LATER.has(code)) ? (["Retry-After"] as const) : []), ...replayed],
      codes,
    });
  }
  return new Map([...expected].sort(([one], [other]) => one - other));
}
