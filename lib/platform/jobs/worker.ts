import { drainKind, type JobDeps, scheduleRecurringJobs } from "@/lib/platform/jobs/service";
import { findDueKinds } from "@/lib/platform/jobs/store";

/** Short enough that what a dead process had claimed is resumed within a minute, lease included. */
const POLL_EVERY_MS = 10_000;

/**
 * Runs what is due at once, then every ten seconds. Any number of instances may.
 * @returns stops it; resolves when what is under way has ended
 */
export function startJobWorker<Deps extends JobDeps<Deps>>(deps: Deps): () => Promise<void> {
  const stopping = new AbortController();
  /** By kind, what drains it at the moment: a slow kind delays no other. */
  const lanes = new Map<string, Promise<void>>();
  let isScheduled = false;

  async function poll(): Promise<void> {
    if (!isScheduled) await scheduleRecurringJobs(deps);
    isScheduled = true;
    const idle = Object.keys(deps.jobs).filter((kind) => !lanes.has(kind));
    for (const kind of await findDueKinds(deps.db, idle)) {
      const lane = drainKind(deps, kind, stopping.signal)
        .catch(warn)
        .then(() => void lanes.delete(kind));
      lanes.set(kind, lane);
    }
  }

  const warn = (error: unknown) => deps.log.warn({ err: error }, "failed to resume pending work");
  const pollSafely = () => void poll().catch(warn);
  pollSafely();
  const timer = setInterval(pollSafely, POLL_EVERY_MS);
  timer.unref();
  return async () => {
    stopping.abort();
    clearInterval(timer);
    await Promise.all(lanes.values());
  };
}
