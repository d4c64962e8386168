import cluster, { type Worker } from "node:cluster";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { Env } from "@/lib/platform/env";

/*
 * Several processes behind one port (WEB_CONCURRENCY). This one only starts them, passes signals on, and starts another one
 * in the place of one that died; it opens neither the database nor Next.
 */

/** One that dies again and again must not take a core by starting. */
const RESTART_PAUSE_MS = 1000;

type Processes = Pick<Env, "WEB_CONCURRENCY" | "SERVER_ROLES" | "METRICS_PORT">;

/** @param file what each runs @returns the code to end with, once all have ended: theirs, or 1 when the first did not start */
export async function runProcesses(env: Processes, file: string, log: Logger): Promise<number> {
  cluster.setupPrimary({ exec: file });
  const running = new Set<Worker>();
  let isStopping = false;
  let code = 0;
  const stop = (signal: NodeJS.Signals) => {
    isStopping = true;
    for (const worker of running) worker.process.kill(signal);
  };
  process.on("SIGTERM", stop).on("SIGINT", stop);

  /** Keeps one place taken. */
  const keep = async (place: number, onListening: () => void = () => {}) => {
    let hasListened = place > 0;
    while (!isStopping) {
      const worker = cluster.fork(environmentOf(env, place));
      running.add(worker);
      worker.once("listening", () => {
        hasListened = true;
        onListening();
      });
      const [exitCode, signal] = await endOf(worker);
      running.delete(worker);
      if (isStopping || !hasListened) {
        // One that is still starting has no other way to end than by the signal.
        code ||= exitCode ?? (isStopping && signal !== "SIGKILL" ? 0 : 1);
        return;
      }
      log.error({ place, exitCode, signal }, "a process ended, another one takes its place");
      await sleep(RESTART_PAUSE_MS);
    }
  };
  // The first applies what migrations are missing, and says what keeps it from starting.
  const others: Promise<void>[] = [];
  const startOthers = () => {
    while (others.length + 1 < env.WEB_CONCURRENCY) others.push(keep(others.length + 1));
  };
  await keep(0, startOthers);
  await Promise.all(others);
  process.off("SIGTERM", stop).off("SIGINT", stop);
  return code;
}

/** Of one that dies messages are lost, which is no reason for this process, and so for all others, to end. */
function endOf(worker: Worker): Promise<[exitCode: number | null, signal: NodeJS.Signals | null]> {
  return new Promise((resolve) => {
    worker.on("error", () => {});
    worker.once("exit", (...end: [number | null, NodeJS.Signals | null]) => resolve(end));
  });
}

/** Jobs run in the first alone, and each has its metrics at a port of its own. */
function environmentOf({ SERVER_ROLES, METRICS_PORT }: Processes, place: number): Record<string, string> {
  const roles = place === 0 ? SERVER_ROLES : SERVER_ROLES.filter((role) => role !== "jobs");
  return {
    SERVER_ROLES: roles.join(","),
    ...(METRICS_PORT !== undefined && { METRICS_PORT: String(METRICS_PORT + place) }),
  };
}
