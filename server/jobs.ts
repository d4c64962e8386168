import { purgeActivity } from "@/lib/activity/service";
import { forgetOldDevices } from "@/lib/auth/device-service";
import { deleteExpiredChallenges } from "@/lib/auth/passkey-store";
import { purgeSessions } from "@/lib/auth/session-service";
import { purgeChanges } from "@/lib/back-office/service";
import { deleteExpiredEmailLinks } from "@/lib/credentials/store";
import type { Deps } from "@/lib/deps";
import { deleteExpiredAnswers } from "@/lib/platform/idempotency/store";
import type { JobHandler, JobRegistry } from "@/lib/platform/jobs/service";
import { deleteDeadJobs } from "@/lib/platform/jobs/store";
import { startJobWorker } from "@/lib/platform/jobs/worker";
import { deleteEndedLimits } from "@/lib/platform/limits";
import { expireDuePoints } from "@/lib/points/service";
import { queueDueDeletions } from "@/lib/privacy/service";
import { deleteExpiredRetainedConsents } from "@/lib/privacy/store";
import { deleteEndedVerifications } from "@/lib/verification/store";
import { purgeEndedPasses } from "@/lib/wallet/update-service";
import { purgeEvents } from "@/lib/webhooks/event-service";

const HOUR_SECONDS = 3600;
/** Long enough for somebody to notice what was given up, and why. */
const DEAD_JOBS_KEPT_DAYS = 30;

/** What runs by the clock; of all instances one runs each. */
export const recurringJobs: JobRegistry<Deps> = {
  "account.delete-due": hourly(queueDueDeletions),
  "activity.purge": hourly(purgeActivity),
  "back-office.purge": hourly(purgeChanges),
  "consent.purge-retained": hourly(({ db, now }) => deleteExpiredRetainedConsents(db, now())),
  "email-link.purge": hourly(({ db, now }) => deleteExpiredEmailLinks(db, now())),
  "device.purge": hourly(forgetOldDevices),
  "idempotency.purge": hourly(({ db }) => deleteExpiredAnswers(db)),
  "job.purge-dead": hourly(({ db }) => deleteDeadJobs(db, DEAD_JOBS_KEPT_DAYS)),
  "limits.purge": hourly(({ db }) => deleteEndedLimits(db)),
  "passkey.purge-challenges": hourly(({ db, now }) => deleteExpiredChallenges(db, now())),
  "points.expire": hourly(expireDuePoints),
  "session.purge": hourly(purgeSessions),
  "verification.purge": hourly(({ db }) => deleteEndedVerifications(db)),
  "wallet.purge-ended": hourly(purgeEndedPasses),
  "webhook.purge": hourly(purgeEvents),
};

/** Runs what is due, and what runs by the clock, until it is stopped. @returns stops it, once what is under way has ended */
export function startJobs(deps: Deps): () => Promise<void> {
  return startJobWorker(withRecurringJobs(deps));
}

/** The same dependencies with every job that a process may run. */
export function withRecurringJobs(deps: Deps): Deps {
  return { ...deps, jobs: { ...deps.jobs, ...recurringJobs } };
}

function hourly(run: (deps: Deps) => Promise<unknown>): JobHandler<Deps> {
  return {
    everySeconds: HOUR_SECONDS,
    run: async (deps) => {
      await run(deps);
      return "done";
    },
  };
}
