import type { Logger } from "pino";
import { AppError, type ErrorCode, FieldErrors } from "@/lib/platform/errors";

/*
 * One line for each refusal that an attack would leave behind, for whoever watches the shop: which rule, where, whose
 * account by its id. Nothing of what was sent is in it.
 */

const WATCHED = new Set<ErrorCode>([
  "csrf_failed",
  "fresh_sign_in_required",
  "passkey_required",
  "scope_missing",
  "session_ambiguous",
  "signature_invalid",
  "sms_verification_100_2",
  "throttled",
  "token_invalid",
]);

export type RefusedRequest = {
  method: string;
  path: string;
  customer: number | undefined;
  adminKey?: number | undefined;
};

export function logRefusal(log: Logger, error: unknown, request: RefusedRequest): void {
  const event = eventOf(error);
  if (event) log.warn({ ...request, ...event, path: withoutSecrets(request.path) }, "refused for security");
}

function eventOf(error: unknown): { security: string; limit?: string; adminKey?: number } | null {
  if (error instanceof FieldErrors) {
    const isSignIn = Object.values(error.fields).some((problems) =>
      problems.some(({ key }) => key === "sign_in" || key === "password_wrong" || key === "passkey_refused"),
    );
    return isSignIn ? { security: "sign_in_refused" } : null;
  }
  if (!(error instanceof AppError) || !WATCHED.has(error.code)) return null;
  const { limit, key } = error.values;
  return {
    security: error.code,
    ...(limit !== undefined && { limit: String(limit) }),
    ...(error.code === "scope_missing" && { adminKey: Number(key) }),
  };
}

/** Paths of mailed links and exports end in what opens them. */
export function withoutSecrets(path: string): string {
  // In two steps: one expression for both would try each end of a long path from each start in it.
  return path.replaceAll(/[\w-]{32,}/g, (part) => (/[0-9a-f]{32}/i.test(part) ? "[secret]" : part));
}
