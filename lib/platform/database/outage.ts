import type { Logger } from "pino";
import { isDatabaseAway } from "@/lib/platform/database/failures";

/* Tells of a database that is away: when that begins, each minute while it lasts, and when it ends; not by request. */

const TELL_EVERY_MS = 60_000;
/** Connections break one by one: for so long a success among failures is not the end. */
const QUIET_MS = 3000;

export type OutageWatch = {
  isAway(): boolean;
  /** Does what needs the database, and learns from how it ends. */
  watch<Result>(work: () => Promise<Result>): Promise<Result>;
};

type Outage = { beganAt: number; failedAt: number; toldAt: number; failures: number };

/** @param now milliseconds */
export function createOutageWatch(log: Pick<Logger, "error" | "info">, now: () => number = Date.now): OutageWatch {
  let outage: Outage | null = null;

  function noteFailure(error: unknown): void {
    const at = now();
    if (!outage) {
      outage = { beganAt: at, failedAt: at, toldAt: at, failures: 1 };
      log.error({ err: error }, "database is away");
      return;
    }
    outage.failures += 1;
    outage.failedAt = at;
    if (at - outage.toldAt < TELL_EVERY_MS) return;
    outage.toldAt = at;
    log.error({ err: error, ...summaryOf(outage, at) }, "database is still away");
  }

  function noteSuccess(): void {
    const at = now();
    if (!outage || at - outage.failedAt < QUIET_MS) return;
    log.info(summaryOf(outage, at), "database is back");
    outage = null;
  }

  return {
    isAway: () => outage !== null,
    async watch(work) {
      try {
        const result = await work();
        if (outage) noteSuccess();
        return result;
      } catch (error) {
        if (isDatabaseAway(error)) noteFailure(error);
        throw error;
      }
    },
  };
}

function summaryOf({ beganAt, failures }: Outage, at: number): { seconds: number; failures: number } {
  return { seconds: Math.round((at - beganAt) / 1000), failures };
}
