import { format, stripVTControlCharacters } from "node:util";
import { isDatabaseAway } from "@/lib/platform/database/failures";
import { withoutSecrets } from "@/lib/platform/http/security-log";
import { getLog, mask } from "@/lib/platform/log";
import { findRequestScope } from "@/lib/platform/request-scope";

/** By `log` Next tells of itself, as how long reading its settings took: of no use to whoever runs the store. */
const LEVELS = { error: "error", warn: "warn", info: "info", log: "debug", debug: "debug" } as const;

/**
 * Has what is printed, by Next and by packages, become lines of the log: in its format and under its redaction. A page that
 * failed for want of the database is none: the log has told of that.
 */
export function sendConsoleToLog(log = getLog()): void {
  // Whoever silences the log still wants to see what breaks.
  if (log.level === "silent") return;
  for (const [method, level] of Object.entries(LEVELS)) {
    console[method as keyof typeof LEVELS] = (...printed: unknown[]) => {
      const err = printed.find((part) => part instanceof Error);
      if (err && isDatabaseAway(err)) return;
      const words = printed.filter((part) => part !== err);
      const text = mask(stripVTControlCharacters(format(...words)).trim());
      log[level]({ err, ...placeOf() }, text || "failed to render");
    };
  }
}

function placeOf(): object {
  const scope = findRequestScope();
  if (!scope) return {};
  const [path = ""] = scope.url.split("?");
  return { method: scope.method, path: withoutSecrets(path) };
}
