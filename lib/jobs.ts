import type { Deps } from "@/lib/deps";
import { loyaltyJobs } from "@/lib/loyalty/sync-service";
import { notificationJobs } from "@/lib/notifications/service";
import type { JobRegistry } from "@/lib/platform/jobs/service";
import { deletionJobs } from "@/lib/privacy/service";
import { walletJobs } from "@/lib/wallet/update-service";
import { webhookJobs } from "@/lib/webhooks/delivery-service";

/** What requests leave to be done later, by kind. What runs by the clock is in server/jobs.ts. */
export const jobRegistry: JobRegistry<Deps> = {
  ...notificationJobs,
  ...loyaltyJobs,
  ...deletionJobs,
  ...webhookJobs,
  ...walletJobs,
};
