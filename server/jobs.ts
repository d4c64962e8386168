import { purgeActivity } from "@/lib/activity/service";
import { purgeSessions } from "@/lib/auth/session-service";
import { deleteExpiredEmailLinks } from "@/lib/credentials/store";
import { getDeps } from "@/lib/deps";
import { resumeTasks } from "@/lib/loyalty/sync-service";
import { deliverSoon } from "@/lib/notifications/service";
import { deleteExpiredAnswers } from "@/lib/platform/idempotency/store";
import { getLog } from "@/lib/platform/log";
import { expirePoints } from "@/lib/points/ledger-service";
import { isOurs } from "@/lib/points/service";
import { deleteDueAccounts } from "@/lib/privacy/service";
import { deleteEndedVerifications } from "@/lib/verification/store";

const CLEAN_UP_EVERY_MS = 3_600_000;
/** What could not be delivered at once is tried again this often. */
const RESUME_EVERY_MS = 30_000;

/** Starts what runs by the clock, each job at once and then again and again. @returns stops it */
export function startJobs(): () => void {
  const timers = [every(RESUME_EVERY_MS, resumePendingWork), every(CLEAN_UP_EVERY_MS, cleanUp)];
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}

/** At once, too: a store that restarts more often than a job runs would never run it. */
function every(milliseconds: number, job: () => Promise<void>): NodeJS.Timeout {
  void job();
  return setInterval(() => void job(), milliseconds).unref();
}

/** Delivers messages, and tells the loyalty programme what it has not heard yet. */
async function resumePendingWork(): Promise<void> {
  try {
    const deps = await getDeps();
    deliverSoon(deps);
    await resumeTasks(deps);
  } catch (error) {
    getLog().warn({ err: error }, "failed to resume pending work");
  }
}

async function cleanUp(): Promise<void> {
  try {
    const deps = await getDeps();
    await purgeSessions(deps);
    await purgeActivity(deps);
    await deleteDueAccounts(deps);
    await deleteEndedVerifications(deps.db);
    await deleteExpiredEmailLinks(deps.db, deps.now());
    await deleteExpiredAnswers(deps.db);
    if (await isOurs(deps)) await expirePoints(deps);
  } catch (error) {
    getLog().warn({ err: error }, "failed to clean up");
  }
}
