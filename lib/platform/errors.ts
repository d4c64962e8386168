/*
 * Every refusal of the API: its status and its shape, `{detail, code}` or, coded, `{non_field_errors, error_code, code}`. The
 * texts stand under the same names in lib/platform/i18n/messages/api.
 */
export const ERRORS = {
  not_authenticated: { status: 401, shape: "detail" },
  token_invalid: { status: 401, shape: "detail" },
  session_ambiguous: { status: 401, shape: "detail" },
  signature_invalid: { status: 401, shape: "detail" },
  scope_missing: { status: 403, shape: "detail" },
  csrf_failed: { status: 403, shape: "detail" },
  fresh_sign_in_required: { status: 403, shape: "detail" },
  not_found: { status: 404, shape: "detail" },
  world_unknown: { status: 404, shape: "detail" },
  method_not_allowed: { status: 405, shape: "detail" },
  event_conflict: { status: 409, shape: "detail" },
  points_short: { status: 409, shape: "detail" },
  not_reversible: { status: 409, shape: "detail" },
  account_ambiguous: { status: 409, shape: "detail" },
  passkey_limit: { status: 409, shape: "detail" },
  passkey_last_way_in: { status: 409, shape: "detail" },
  passkey_still_required: { status: 409, shape: "detail" },
  passkey_not_enough: { status: 409, shape: "detail" },
  identity_last_way_in: { status: 409, shape: "detail" },
  precondition_failed: { status: 412, shape: "detail" },
  body_too_large: { status: 413, shape: "detail" },
  media_type_unsupported: { status: 415, shape: "detail" },
  throttled: { status: 429, shape: "detail" },
  server_error: { status: 500, shape: "detail" },
  unavailable: { status: 503, shape: "detail" },
  sms_verification_100_1: { status: 406, shape: "coded" },
  sms_verification_100_2: { status: 406, shape: "coded" },
  sms_verification_100_4: { status: 406, shape: "coded" },
  kvkk_service_100_2: { status: 406, shape: "coded" },
  account_dormant: { status: 406, shape: "coded" },
  passkey_required: { status: 406, shape: "coded" },
  idempotency_in_flight: { status: 409, shape: "detail" },
  idempotency_mismatch: { status: 422, shape: "detail" },
  idempotency_not_kept: { status: 409, shape: "detail" },
  loyalty_100_1: { status: 406, shape: "coded" },
  loyalty_100_2: { status: 406, shape: "coded" },
  loyalty_100_3: { status: 406, shape: "coded" },
  loyalty_100_4: { status: 406, shape: "coded" },
  loyalty_100_5: { status: 406, shape: "coded" },
  loyalty_100_6: { status: 406, shape: "coded" },
  segment_100_1: { status: 406, shape: "coded" },
} as const satisfies Record<string, { status: number; shape: "detail" | "coded" }>;

export type ErrorCode = keyof typeof ERRORS;

export type ErrorValues = Record<string, string | number>;

/*
 * The server and each of Next's bundles have classes of their own but share dependencies: a mark identifies an error.
 */
const APP_ERROR = Symbol.for("storefront.AppError");
const FIELD_ERRORS = Symbol.for("storefront.FieldErrors");

/** For `Symbol.hasInstance`. */
export function isMarked(value: unknown, mark: symbol): boolean {
  return typeof value === "object" && value !== null && mark in value;
}

export class AppError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isMarked(value, APP_ERROR);
  }

  readonly [APP_ERROR] = true;
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

/** `key` is one of `fields` in lib/platform/i18n/messages/api. */
export type FieldProblem = { key: string; values?: ErrorValues };

/** The name under which errors of no single field are answered. */
export const NON_FIELD = "non_field_errors";

/** 400, with every field at fault at once. */
export class FieldErrors extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isMarked(value, FIELD_ERRORS);
  }

  readonly [FIELD_ERRORS] = true;

  constructor(readonly fields: Record<string, FieldProblem[]>) {
    super(`Invalid input: ${Object.keys(fields).join(", ")}`);
    this.name = "FieldErrors";
  }

  static of(field: string, key: string, values?: ErrorValues): FieldErrors {
    return new FieldErrors({ [field]: [{ key, values }] });
  }
}

/** The message is a sentence for the operator. */
export class OperatorError extends Error {}

const UNAVAILABLE = Symbol.for("storefront.UnavailableError");

/** Something that we depend on cannot serve now: 503. The caller keeps what it had. */
export class UnavailableError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isMarked(value, UNAVAILABLE);
  }

  readonly [UNAVAILABLE] = true;

  constructor(cause: unknown) {
    super("A dependency is not available.", { cause });
    this.name = "UnavailableError";
  }
}
