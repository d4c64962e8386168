import type { Logger } from "pino";
import { createLog } from "@/lib/platform/log";

/** A log whose lines can be read back. */
export function readableLog(): { log: Logger; lines: () => Record<string, unknown>[]; text: () => string } {
  const written: string[] = [];
  const log = createLog("debug", { write: (line) => void written.push(line) });
  return { log, lines: () => written.map((line) => JSON.parse(line)), text: () => written.join("") };
}
