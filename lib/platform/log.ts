import pino, { type Logger } from "pino";
import { getEnv } from "@/lib/platform/env";
import { findRequestScope } from "@/lib/platform/request-scope";
import { toSourceFrame } from "@/lib/platform/source-maps";

/*
 * What identifies or authenticates a person never reaches the log in the clear: log customer ids, not addresses. The
 * redaction below is the second line of defence.
 */

const SECRET_KEYS = [
  "password",
  "code",
  "token",
  "key",
  "phone",
  "email",
  "cookie",
  "authorization",
  "set-cookie",
  "x-csrftoken",
];

let logger: Logger | undefined;

/** One JSON line an event, on standard output. */
export function getLog(): Logger {
  logger ??= createLog(getEnv().LOG_LEVEL);
  return logger;
}

export function createLog(level: string, destination?: pino.DestinationStream): Logger {
  const paths = SECRET_KEYS.flatMap((key) => [`["${key}"]`, `*["${key}"]`, `*.*["${key}"]`]);
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths, censor: "[redacted]" },
      serializers: { err: serializeError },
      mixin: ownersOf,
    },
    destination ?? pino.destination(1),
  );
}

/** Which request a line belongs to. */
function ownersOf(): object {
  const scope = findRequestScope();
  if (!scope) return {};
  const { requestId, traceId } = scope;
  return traceId === undefined ? { requestId } : { requestId, traceId };
}

/** An error's message may quote a row or an input, so only our own short ones stay. */
function serializeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  return {
    type: error.name,
    // Under `code` the redaction would take it for an SMS code.
    errorCode: "code" in error ? error.code : undefined,
    message: mask(error.message),
    stack: error.stack?.split("\n    at ").slice(1, 12).map(toSourceFrame),
    cause: error.cause === undefined ? undefined : serializeError(error.cause),
  };
}

/** Masks email addresses, long digit runs (phones, codes) and long hex (tokens, hashes). */
export function mask(text: string): string {
  return text
    .slice(0, 500)
    .replaceAll(/[^\s@"'`=]+@[^\s@"'`]+/g, "[email]")
    .replaceAll(/[0-9a-f]{32,}/gi, "[token]")
    .replaceAll(/\+?\d[\d\s().-]{4,}\d/g, "[digits]");
}
