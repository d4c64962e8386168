import { isDatabaseAway } from "@/lib/platform/database/failures";
import type { Db } from "@/lib/platform/db";
import { type Drain, drainKind, type JobDeps, scheduleRecurringJobs } from "@/lib/platform/jobs/service";
import { findDueKinds } from "@/lib/platform/jobs/store";

/** Short enough that what another process has committed, one without a worker too, is begun within seconds. */
const POLL_EVERY_MS = 2000;

/** What this process runs in the background of one database: whoever asks, a kind has its lanes once. */
type Background = {
  drains: Map<string, Drain>;
  running: Set<Promise<void>>;
  stopping: AbortController;
  /** Looks at once for whatever is due; null where no worker polls. */
  poll: (() => void) | null;
};

const backgrounds = new WeakMap<Db, Background>();

function backgroundOf(db: Db): Background {
  const known = backgrounds.get(db);
  if (known) return known;
  const background = {
    drains: new Map(),
    running: new Set<Promise<void>>(),
    stopping: new AbortController(),
    poll: null,
  };
  backgrounds.set(db, background);
  return background;
}

/**
 * Runs what is due of these kinds without keeping anybody waiting: what was committed before the call is looked at now.
 * A worker in this process looks for all other kinds, too. What fails stays queued.
 */
export function drainSoon<Deps extends JobDeps<Deps>>(deps: Deps, kinds: readonly string[]): void {
  const background = backgroundOf(deps.db);
  for (const kind of kinds) openLane(deps, background, kind);
  background.poll?.();
}

/** A job may commit to others, but what is due after so many looks cannot be run. */
const LOOKS_MAX = 20;

/** Ends what this process runs of these jobs' database, and runs what is due until nothing is, or nothing can be. */
export async function finishDueJobs<Deps extends JobDeps<Deps>>(deps: Deps): Promise<void> {
  const background = backgroundOf(deps.db);
  for (let look = 0; look < LOOKS_MAX; look++) {
    await Promise.all(background.running);
    const due = await findDueKinds(deps.db, Object.keys(deps.jobs));
    if (due.length === 0) return;
    for (const kind of due) openLane(deps, background, kind);
  }
}

function openLane<Deps extends JobDeps<Deps>>(deps: Deps, background: Background, kind: string): void {
  const { drains, running, stopping } = background;
  const drain = drains.get(kind) ?? { lanes: 0, asks: 0 };
  drains.set(kind, drain);
  const lane = drainKind(deps, kind, drain, stopping.signal)
    .catch((error: unknown) => warn(deps, error))
    .then(() => void running.delete(lane));
  running.add(lane);
}

function warn({ log }: Pick<JobDeps<never>, "log">, error: unknown): void {
  // Of a database that is away its outage watch tells, and not at every look.
  if (!isDatabaseAway(error)) log.warn({ err: error }, "failed to resume pending work");
}

/**
 * Runs what is due at once, then every two seconds. Any number of instances may.
 * @returns stops it; resolves when what is under way has ended
 */
export function startJobWorker<Deps extends JobDeps<Deps>>(deps: Deps): () => Promise<void> {
  const background = backgroundOf(deps.db);
  let isScheduled = false;
  let polling = Promise.resolve();
  let isPolling = false;
  let isAsked = false;

  /** However many ask at once, there is one look, and another one if somebody has asked since it began. */
  function poll(): void {
    isAsked = true;
    if (!isPolling) polling = look();
  }

  async function look(): Promise<void> {
    isPolling = true;
    try {
      if (!isScheduled) await scheduleRecurringJobs(deps);
      isScheduled = true;
      while (isAsked) {
        isAsked = false;
        for (const kind of await findDueKinds(deps.db, Object.keys(deps.jobs))) openLane(deps, background, kind);
      }
    } catch (error) {
      warn(deps, error);
    } finally {
      isPolling = false;
    }
  }

  background.poll = poll;
  poll();
  const timer = setInterval(poll, POLL_EVERY_MS);
  timer.unref();
  return async () => {
    background.stopping.abort();
    clearInterval(timer);
    backgrounds.delete(deps.db);
    await polling;
    await Promise.all(background.running);
  };
}
