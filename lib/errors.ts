/*
 * Every refusal the API can give, in one table: its HTTP status and its shape. The texts stand under the same names in
 * lib/i18n/messages/api. `detail` answers {detail}; `coded` answers {non_field_errors, error_code}.
 */
export const ERRORS = {
  not_authenticated: { status: 401, shape: "detail" },
  token_invalid: { status: 401, shape: "detail" },
  session_ambiguous: { status: 401, shape: "detail" },
  csrf_failed: { status: 403, shape: "detail" },
  not_found: { status: 404, shape: "detail" },
  method_not_allowed: { status: 405, shape: "detail" },
  precondition_failed: { status: 412, shape: "detail" },
  body_too_large: { status: 413, shape: "detail" },
  media_type_unsupported: { status: 415, shape: "detail" },
  throttled: { status: 429, shape: "detail" },
  server_error: { status: 500, shape: "detail" },
  unavailable: { status: 503, shape: "detail" },
  segment_100_1: { status: 406, shape: "coded" },
} as const satisfies Record<string, { status: number; shape: "detail" | "coded" }>;

export type ErrorCode = keyof typeof ERRORS;

/** Values that an error text mentions. */
export type ErrorValues = Record<string, string | number>;

/** A refusal with a code of the table above. */
export class AppError extends Error {
  readonly values: ErrorValues;
  readonly retryAfterSeconds: number | undefined;

  /**
   * @param values what the text mentions
   * @param retryAfterSeconds whole seconds for the Retry-After header (429, 503)
   */
  constructor(
    readonly code: ErrorCode,
    {
      values = {},
      retryAfterSeconds,
      cause,
    }: { values?: ErrorValues; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(code, { cause });
    this.name = "AppError";
    this.values = values;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** One fault of one field: a key of `fields` in lib/i18n/messages/api, with the values its text mentions. */
export type FieldProblem = { key: string; values?: ErrorValues };

/** The name under which faults that belong to no single field are answered. */
export const NON_FIELD = "non_field_errors";

/** Bad input: 400 with every faulty field at once. */
export class FieldErrors extends Error {
  constructor(readonly fields: Record<string, FieldProblem[]>) {
    super(`Invalid input: ${Object.keys(fields).join(", ")}`);
    this.name = "FieldErrors";
  }

  /** Shorthand for one fault of one field. */
  static of(field: string, key: string, values?: ErrorValues): FieldErrors {
    return new FieldErrors({ [field]: [{ key, values }] });
  }
}
