import { STATUS_CODES } from "node:http";
import { databaseFailureOf } from "@/lib/platform/database/failures";
import { AppError, ERRORS, FieldErrors, UnavailableError } from "@/lib/platform/errors";
import type { ApiResponse } from "@/lib/platform/http/response";
import type { Language } from "@/lib/platform/i18n/languages";
import { errorText, fieldCode, fieldText } from "@/lib/platform/i18n/translate";

/* Where errors become responses. What is not known here is a bug: 500, opaque, with an id to find it in the log. */

const UNAVAILABLE_RETRY_SECONDS = 5;

/**
 * How a client wants its errors, where not as the documents have them: every text as a list and no codes, for clients that
 * join all values; `detail` beside the fields, for clients that show nothing else; RFC 9457, for who asks.
 */
export type ErrorShape = "lists" | "detailed" | "problem";

export const PROBLEM_TYPE = "application/problem+json";

/** The code of a problem whose fields are at fault, each by a code of its own. */
const INVALID_INPUT = "invalid_input";

type Told = { language: Language; requestId: string; shape?: ErrorShape | undefined };

export function toErrorResponse(error: unknown, { language, requestId, shape }: Told): ApiResponse {
  const known = toKnownError(error);
  const status = known instanceof AppError ? ERRORS[known.code].status : 400;
  const seconds = known instanceof AppError ? known.retryAfterSeconds : undefined;
  const headers: Record<string, string> = seconds === undefined ? {} : { "Retry-After": String(seconds) };
  if (shape === "problem") {
    const body = toProblem(known, status, language, requestId);
    return { status, body, headers: { ...headers, "Content-Type": PROBLEM_TYPE } };
  }
  const body = toBody(known, language, requestId);
  if (shape === "lists") return { status, body: toLists(body), headers };
  if (shape === "detailed") return { status, body: { ...body, detail: firstText(known, language) }, headers };
  return { status, body, headers };
}

function toKnownError(error: unknown): AppError | FieldErrors {
  if (error instanceof FieldErrors || error instanceof AppError) return error;
  const database = databaseFailureOf(error);
  if (error instanceof UnavailableError || database) {
    const values = { missing: database ? `database_${database}` : "storage" };
    return new AppError("unavailable", { values, retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS });
  }
  return new AppError("server_error");
}

/** What an answer of 503 has to do without, in a word for the metrics; null for any other error. */
export function missingFor(error: unknown): string | null {
  const known = toKnownError(error);
  if (!(known instanceof AppError) || known.code !== "unavailable") return null;
  return String(known.values.missing ?? "other");
}

function toBody(error: AppError | FieldErrors, language: Language, requestId: string): Record<string, unknown> {
  if (error instanceof FieldErrors) {
    return Object.fromEntries(
      Object.entries(error.fields).map(([field, problems]) => [
        field,
        [...new Set(problems.map((problem) => fieldText(language, problem)))],
      ]),
    );
  }
  const { code, values } = error;
  const text = errorText(language, code, values);
  if (ERRORS[code].shape === "coded") return { non_field_errors: text, error_code: code, code };
  return { detail: text, code, ...(code === "server_error" && { request_id: requestId }) };
}

/** Those clients know no codes: they would show one as a text. */
function toLists({ code, error_code: _errorCode, ...texts }: Record<string, unknown>): Record<string, unknown> {
  // A field may be called so, too.
  const all = Array.isArray(code) ? { ...texts, code } : texts;
  return Object.fromEntries(Object.entries(all).map(([key, value]) => [key, Array.isArray(value) ? value : [value]]));
}

function firstText(error: AppError | FieldErrors, language: Language): string {
  if (error instanceof AppError) return errorText(language, error.code, error.values);
  const [problem = { key: "invalid" }] = Object.values(error.fields).flat();
  return fieldText(language, problem);
}

function toProblem(error: AppError | FieldErrors, status: number, language: Language, requestId: string): object {
  const code = error instanceof AppError ? error.code : INVALID_INPUT;
  const fields = error instanceof AppError ? [] : Object.entries(error.fields);
  const problems = fields.flatMap(([field, all]) =>
    all.map((one) => ({
      field,
      code: fieldCode(one),
      ...(one.values && { values: one.values }),
      detail: fieldText(language, one),
    })),
  );
  return {
    // Relative to where the API is (RFC 9457 §3.1.1).
    type: `/docs#${code}`,
    title: STATUS_CODES[status],
    status,
    detail: firstText(error, language),
    code,
    request_id: requestId,
    errors: [...new Map(problems.map((problem) => [`${problem.field}:${problem.code}`, problem])).values()],
  };
}
