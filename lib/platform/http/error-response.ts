import { AppError, ERRORS, type ErrorCode, FieldErrors, UnavailableError } from "@/lib/platform/errors";
import type { ApiResponse } from "@/lib/platform/http/response";
import type { Language } from "@/lib/platform/i18n/languages";
import { errorText, fieldText } from "@/lib/platform/i18n/translate";

/* Where errors become responses. What is not known here is a bug: 500, opaque, with an id to find it in the log. */

/** Prisma's codes for a database that does not answer, is out of connections, or gave up on a lock. */
const DATABASE_UNAVAILABLE = new Set(["P1001", "P1002", "P1008", "P1011", "P1017", "P2024", "P2028", "P2034", "P2037"]);
/** PostgreSQL's codes (appendix A) and the socket's: connection, shutdown, resources, locks, deadlocks, time-outs. */
const CONNECTION_LOST =
  /^(?:08...|57P0.|57014|53...|55P03|40001|40P01|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/;
/** What the driver says of a connection that broke without a code. */
const CONNECTION_LOST_TEXT =
  /Connection terminated|connection error and is not queryable|Client was closed|timeout exceeded when trying to connect|Query read timeout/i;

const UNAVAILABLE_RETRY_SECONDS = 5;

/** @param asLists answers every text as a list, for clients that join them */
export function toErrorResponse(
  error: unknown,
  { language, requestId, asLists }: { language: Language; requestId: string; asLists: boolean },
): ApiResponse {
  const response = responseFor(error, language, requestId);
  if (!asLists) return response;
  // Those clients know no codes either: they would show one as a text.
  const { error_code: _errorCode, ...texts } = response.body as Record<string, unknown>;
  const body = Object.fromEntries(
    Object.entries(texts).map(([key, value]) => [key, Array.isArray(value) ? value : [value]]),
  );
  return { ...response, body };
}

function responseFor(error: unknown, language: Language, requestId: string): ApiResponse {
  if (error instanceof FieldErrors) {
    const body: Record<string, string[]> = {};
    for (const [field, problems] of Object.entries(error.fields)) {
      body[field] = [...new Set(problems.map((problem) => fieldText(language, problem)))];
    }
    return { status: 400, body };
  }
  if (error instanceof AppError) return toCodedResponse(error, language);
  if (error instanceof UnavailableError || isDatabaseUnavailable(error)) {
    return toCodedResponse(new AppError("unavailable", { retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS }), language);
  }
  return { status: 500, body: { detail: errorText(language, "server_error"), request_id: requestId } };
}

function toCodedResponse({ code, values, retryAfterSeconds }: AppError, language: Language): ApiResponse {
  const { status, shape } = ERRORS[code satisfies ErrorCode];
  const text = errorText(language, code, values);
  const body = {
    detail: { detail: text },
    detail_code: { detail: text, code },
    coded: { non_field_errors: text, error_code: code },
  }[shape];
  return {
    status,
    body,
    headers: retryAfterSeconds === undefined ? {} : { "Retry-After": String(retryAfterSeconds) },
  };
}

function isDatabaseUnavailable(error: unknown): boolean {
  if (error instanceof Error && error.name === "PrismaClientInitializationError") return true;
  for (let cause: unknown = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    const code = "code" in cause ? String(cause.code) : "";
    if (DATABASE_UNAVAILABLE.has(code) || CONNECTION_LOST.test(code)) return true;
    if (CONNECTION_LOST_TEXT.test(cause.message)) return true;
    if (cause.name === "DriverAdapterError" && isConnectionKind(cause)) return true;
    if (
      "meta" in cause &&
      isConnectionKind((cause.meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError)
    )
      return true;
  }
  return false;
}

const CONNECTION_KINDS = new Set([
  "DatabaseNotReachable",
  "ConnectionClosed",
  "SocketTimeout",
  "TooManyConnections",
  "TlsConnectionError",
]);

/** Driver adapters describe what happened in `cause.kind`, PostgreSQL's code in `cause.originalCode`. */
function isConnectionKind(error: unknown): boolean {
  if (!(error instanceof Error) || typeof error.cause !== "object" || error.cause === null) return false;
  const { kind, originalCode } = error.cause as { kind?: string; originalCode?: string };
  return CONNECTION_KINDS.has(kind ?? "") || CONNECTION_LOST.test(originalCode ?? "");
}
