import type { Deps } from "@/lib/deps";
import { notificationJobs } from "@/lib/notifications/service";
import type { JobRegistry } from "@/lib/platform/jobs/service";

/** All that must happen later, by kind. */
export const jobRegistry: JobRegistry<Deps> = { ...notificationJobs };
