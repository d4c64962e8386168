import type { Logger } from "pino";
import type { Db } from "@/lib/platform/db";
import { handledAs, retryDelaySeconds } from "@/lib/platform/jobs/rules";
import {
  buryJob,
  claimDueJob,
  claimJob,
  completeJob,
  findDueKinds,
  type Job,
  LEASE_SECONDS,
  postponeJob,
  renewClaim,
  rescheduleJob,
  scheduleRecurringJob,
} from "@/lib/platform/jobs/store";

/*
 * What must happen later: one table, one lease, one retry rule. A job is committed in the transaction that is its
 * reason. The request that enqueued it runs it, or another instance, or the next start; never two at once.
 */

/** How a run ended. Codes go into the row and the log: never personal data. `error` is for the log. */
export type JobOutcome = "done" | JobFailure;
/** As its handler tells it: `completed` by completeJob, in a transaction of the run's own. */
export type RunOutcome = JobOutcome | "completed";
export type JobFailure =
  /**
   * @param afterSeconds other than what the retry rule says
   * @param isUntried neither its time had come nor that of the others in its queue: nothing for the log, and the lane ends
   */
  { retry: string; afterSeconds?: number; isUntried?: true; error?: unknown } | { giveUp: string; error?: unknown };

export type JobHandler<Deps> = {
  /** Must be safe to repeat: when a process dies, another runs the job again. A throw is a bug, and is retried too. */
  run: (deps: Deps, job: Job) => Promise<RunOutcome>;
  /** For a recurring job, of which there is one at all times: how long it rests. */
  everySeconds?: number;
  /** After so many failures it is given up; never without. */
  maxAttempts?: number;
  /** How many of a kind, or of a queue of it, one process runs at once. */
  lanes?: number;
};

/**
 * Which code runs which kind of job. The composition names it, so that this folder knows no domain. Jobs of the kind
 * `name:queue` are run as `name`, in lanes of that queue.
 */
export type JobRegistry<Deps> = { readonly [kind: string]: JobHandler<Deps> };

export type JobDeps<Deps> = { db: Db; log: Logger; jobs: JobRegistry<Deps> };

const WAIT_STEP_MS = 100;
const RENEW_EVERY_MS = (LEASE_SECONDS * 1000) / 3;

/**
 * Runs a job now, due or not.
 * @param waitMs how long to wait while somebody else runs it
 * @returns how it ended, also when somebody else ended it; `busy` when they have not in time
 * @throws what the handler threw; the job is tried again later
 */
export async function runJob<Deps extends JobDeps<Deps>>(
  deps: Deps,
  id: bigint,
  waitMs: number,
): Promise<JobOutcome | "busy"> {
  for (const deadline = Date.now() + waitMs; ; ) {
    const job = await claimJob(deps.db, id);
    if (job === "gone") return "done";
    if (job !== "busy") return "giveUp" in job ? job : runClaimed(deps, job);
    if (Date.now() >= deadline) return "busy";
    await new Promise((resolve) => setTimeout(resolve, WAIT_STEP_MS));
  }
}

/**
 * Runs what is due, each kind in a lane of its own: a slow gateway delays nobody but its own messages.
 * @param kinds all that have a handler unless told
 * @returns how many were done
 */
export async function drainJobs<Deps extends JobDeps<Deps>>(
  deps: Deps,
  kinds = Object.keys(deps.jobs),
): Promise<number> {
  const due = await findDueKinds(deps.db, kinds);
  const counts = await Promise.all(due.map((kind) => drainKind(deps, kind)));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Unless a handler says otherwise: enough to wait for gateways, few enough to leave connections to requests. */
export const LANES = 4;

/** Whoever drains a kind together: how many lanes they have open, and how often they were asked to. */
export type Drain = { lanes: number; asks: number };

/**
 * Runs what is due of one kind, the longest due first, in as many lanes as there is work for.
 * @param drain shared by those who have their lanes in common; what is due when one asks is run, by whomever
 * @param signal stops it between two jobs
 * @returns how many were done in the lanes that were opened for this call
 */
export async function drainKind<Deps extends JobDeps<Deps>>(
  deps: Deps,
  kind: string,
  drain: Drain = { lanes: 0, asks: 0 },
  signal?: AbortSignal,
): Promise<number> {
  drain.asks++;
  const { lanes: most = LANES } = deps.jobs[handledAs(kind)] ?? {};
  const lanes: Promise<number>[] = [];
  const openLane = () => {
    if (drain.lanes < most) lanes.push(runLane());
  };

  async function runLane(): Promise<number> {
    drain.lanes++;
    let done = 0;
    try {
      while (!signal?.aborted) {
        const { asks } = drain;
        // Each is claimed just before its own run: in a batch the last one's lease could be over before its turn.
        const job = await claimDueJob(deps.db, kind);
        if (job) {
          openLane();
          // What it throws is in the log, and must not keep the others waiting.
          const outcome = await runClaimed(deps, job).catch(() => null);
          if (outcome === "done") done++;
          if (outcome !== null && typeof outcome === "object" && "isUntried" in outcome) break;
        } else if (asks === drain.asks) {
          // Nobody has asked since: there is none that this look could have missed.
          break;
        }
      }
    } finally {
      drain.lanes--;
    }
    return done;
  }

  openLane();
  let done = 0;
  // Grows meanwhile.
  for (const lane of lanes) done += await lane;
  return done;
}

/** Makes each recurring job due at a start, but for one that is run at the moment: what became due while the store was closed is done at once. */
export async function scheduleRecurringJobs<Deps extends JobDeps<Deps>>({ db, jobs }: Deps): Promise<void> {
  for (const [kind, { everySeconds }] of Object.entries(jobs)) {
    if (everySeconds !== undefined) await scheduleRecurringJob(db, kind);
  }
}

async function runClaimed<Deps extends JobDeps<Deps>>(deps: Deps, job: Job): Promise<JobOutcome> {
  const handler = deps.jobs[handledAs(job.kind)];
  if (!handler) throw new Error(`No handler runs jobs of the kind ${job.kind}.`);
  const stopRenewing = renewWhileRunning(deps, job);
  let outcome: RunOutcome;
  let hasCrashed = false;
  try {
    outcome = await handler.run(deps, job);
  } catch (error) {
    hasCrashed = true;
    outcome = { retry: error instanceof Error ? error.name : "unknown", error };
  } finally {
    stopRenewing();
  }
  if (outcome === "completed") return "done";
  if (outcome === "done") {
    if (handler.everySeconds === undefined) await completeJob(deps.db, job);
    else await rescheduleJob(deps.db, job, handler.everySeconds);
    return outcome;
  }
  await settleFailure(deps, job, { outcome, hasCrashed, maxAttempts: handler.maxAttempts });
  if (hasCrashed) throw outcome.error;
  return outcome;
}

async function settleFailure<Deps extends JobDeps<Deps>>(
  { db, log }: Deps,
  job: Job,
  {
    outcome,
    hasCrashed,
    maxAttempts = Number.POSITIVE_INFINITY,
  }: { outcome: JobFailure; hasCrashed: boolean; maxAttempts?: number },
): Promise<void> {
  const { id, kind, attempts } = job;
  const reason = "giveUp" in outcome ? outcome.giveUp : outcome.retry;
  const line = { err: outcome.error, job: id, kind, attempts, reason };
  if ("giveUp" in outcome || attempts >= maxAttempts) {
    log.error(line, "job failed and was given up");
    await buryJob(db, job, reason);
    return;
  }
  if (hasCrashed) log.error(line, "job crashed and will be retried");
  else if (!outcome.isUntried) log.warn(line, "job failed and will be retried");
  await postponeJob(db, job, outcome.afterSeconds ?? retryDelaySeconds(attempts), reason);
}

/** Some work takes longer than a lease; a process that dies stops renewing. */
function renewWhileRunning<Deps extends JobDeps<Deps>>({ db, log }: Deps, job: Job): () => void {
  const timer = setInterval(async () => {
    try {
      if (!(await renewClaim(db, job))) clearInterval(timer);
    } catch (error) {
      log.warn({ err: error, job: job.id }, "failed to renew the claim of a job");
    }
  }, RENEW_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
