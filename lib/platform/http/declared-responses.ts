import { STATUS_CODES } from "node:http";
import { z } from "zod";
import { ERRORS, type ErrorCode } from "@/lib/platform/errors";
import { type DeclaredHeader, type DeclaredResponse, type RouteMeta, takesKeys } from "@/lib/platform/http/route-meta";

/* Every response of a handler, errors included: for the OpenAPI document, and for tests to validate against. */

const requestId = z
  .string()
  .meta({ description: "Identifies the request in the log.", examples: ["8f14e45f-ceea-467f-9575-0c3a1f8d2b6e"] });

const texts = z.array(z.string());
const EXAMPLE_TEXTS = ["Enter a valid phone number."];

export const fieldErrorsResponse = z.record(z.string(), texts).meta({
  id: "FieldErrors",
  description: "Every invalid field at once; `non_field_errors` for the rest.",
  examples: [{ phone: EXAMPLE_TEXTS }],
});

const detailedFieldErrorsResponse = z
  .object({ detail: z.string() })
  .catchall(texts)
  .meta({
    id: "DetailedFieldErrors",
    description: "Every invalid field at once, and the first text as `detail`.",
    examples: [{ detail: "Enter a valid phone number.", mobile_number: EXAMPLE_TEXTS }],
  });

const errorListsResponse = z.record(z.string(), texts).meta({
  id: "ErrorLists",
  description: "Every message in a list, without codes.",
  examples: [{ phone: EXAMPLE_TEXTS }],
});

/** RFC 9457, for any error, to whoever accepts it. */
export const problemResponse = z
  .object({
    type: z.string().meta({ description: "By its code.", examples: ["/docs#invalid_input"] }),
    title: z.string().meta({ examples: ["Bad Request"] }),
    status: z.int().meta({ examples: [400] }),
    detail: z.string().meta({ examples: ["Enter a valid phone number."] }),
    code: z.string().meta({ description: "Never translated.", examples: ["invalid_input"] }),
    request_id: requestId,
    errors: z
      .array(
        z.object({
          field: z.string().meta({ examples: ["phone"] }),
          code: z.string().meta({ examples: ["phone"] }),
          values: z
            .record(z.string(), z.union([z.string(), z.number()]))
            .optional()
            .meta({ description: "What the code's text mentions, such as `max`." }),
          detail: z.string().meta({ examples: ["Enter a valid phone number."] }),
        }),
      )
      .meta({ description: "The fields at fault; empty for other errors." }),
  })
  .meta({ id: "Problem" });

/** @param codes of one status, and so of one shape */
function errorSchemaOf(codes: readonly ErrorCode[], { errorShape }: RouteMeta): z.ZodType {
  if (errorShape === "lists") return errorListsResponse;
  const code = z.enum(codes);
  if (codes.includes("server_error")) return z.object({ detail: z.string(), code, request_id: requestId });
  if (codes.some((one) => ERRORS[one].shape === "detail")) return z.object({ detail: z.string(), code });
  const coded = z.object({ non_field_errors: z.string(), error_code: code, code });
  return errorShape === "detailed" ? coded.extend({ detail: z.string() }) : coded;
}

function fieldErrorsSchemaOf({ errorShape }: RouteMeta): z.ZodType {
  if (errorShape === "lists") return errorListsResponse;
  return errorShape === "detailed" ? detailedFieldErrorsResponse : fieldErrorsResponse;
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

export function needsCsrfToken(method: string, { auth, csrf = "required" }: RouteMeta): boolean {
  return CHANGING.has(method) && typeof auth !== "object" && csrf !== "exempt" && csrf !== "cookieless";
}

/** Every error of a handler: those it declares, and those that follow from how it is called. */
export function errorCodesOf(method: string, meta: RouteMeta): ErrorCode[] {
  const isForAdmin = typeof meta.auth === "object";
  const asksWho = !isForAdmin && (meta.auth !== "public" || meta.csrf === "signed-in");
  const codes: ErrorCode[] = [
    ...(isForAdmin ? (["not_authenticated", "token_invalid", "throttled", "scope_missing"] as const) : []),
    ...(meta.auth === "customer" ? (["not_authenticated"] as const) : []),
    ...(asksWho ? (["token_invalid", "session_ambiguous"] as const) : []),
    // A foreign Origin is refused even where no token is asked for.
    ...(CHANGING.has(method) && !isForAdmin && meta.csrf !== "cookieless" ? (["csrf_failed"] as const) : []),
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
  const all = errorCodesOf(method, meta);
  const expected = new Map<number, ExpectedResponse>();
  const shared: DeclaredHeader[] = [
    ...(isIdempotent(method, meta) ? (["Idempotent-Replayed"] as const) : []),
    ...(takesKeys(meta) ? (["Preference-Applied"] as const) : []),
    ...(all.includes("throttled") ? (["RateLimit", "RateLimit-Policy"] as const) : []),
    ...(meta.deprecated ? (["Deprecation", "Link", "Sunset"] as const) : []),
  ];
  for (const [status, declared] of Object.entries(meta.responses)) {
    const { schema, description, headers = [], ...rest } = toObject(declared);
    const type = rest.type ?? (schema && JSON_TYPE);
    const text = description ?? schema?.meta()?.description ?? STATUS_CODES[status] ?? status;
    expected.set(Number(status), { description: text, type, schema, headers: [...headers, ...shared], codes: [] });
    if (headers.includes("ETag") && method === "GET") {
      expected.set(304, {
        description: "Not modified.",
        type: undefined,
        schema: undefined,
        headers: ["ETag", ...shared],
        codes: [],
      });
    }
  }
  if (!expected.has(400) && (takesKeys(meta) || isIdempotent(method, meta))) {
    const schema = fieldErrorsSchemaOf(meta);
    expected.set(400, { description: "Invalid input.", type: JSON_TYPE, schema, headers: shared, codes: [] });
  }
  for (const status of new Set(all.map((code) => ERRORS[code].status))) {
    if (status in meta.responses) continue;
    const codes = all.filter((code) => ERRORS[code].status === status);
    expected.set(status, {
      description: codes.map((code) => `\`${code}\``).join(", "),
      type: JSON_TYPE,
      schema: errorSchemaOf(codes, meta),
      headers: [...(codes.some((code) => LATER.has(code)) ? (["Retry-After"] as const) : []), ...shared],
      codes,
    });
  }
  return new Map([...expected].sort(([one], [other]) => one - other));
}
