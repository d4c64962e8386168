import { recordActivity } from "@/lib/activity/store";
import type { ChallengeHolder } from "@/lib/auth/rules";
import { deleteResetLinks, lockRecoverable, writeCredentials } from "@/lib/credentials/store";
import type { Deps } from "@/lib/deps";
import { queueContactSync } from "@/lib/loyalty/contact-sync-service";
import { queueMailAlert } from "@/lib/notifications/alert-service";
import { deliverSoon } from "@/lib/notifications/service";
import { transact } from "@/lib/platform/database/transact";
import { AppError } from "@/lib/platform/errors";
import { NOWHERE, type RequestContext } from "@/lib/platform/request-context";
import { resumeChallenge } from "@/lib/verification/service";
import { recordEvents } from "@/lib/webhooks/event-service";

/**
 * "This account isn't mine": the number's new holder, by the code of the sign-in that they started, takes it out of the
 * account of whoever had it before. That account keeps all else and is told by mail (decision 20).
 * @throws AppError `sms_verification_100_4` when there is no such account, or no longer, and as verifyPhone
 */
export async function releaseNumber(
  deps: Deps,
  actor: ChallengeHolder,
  code: string,
  context: RequestContext,
): Promise<void> {
  const step = await resumeChallenge(deps, actor, "sign_in", { code }, context);
  if (step.step !== "verified" || step.grant.account === null) throw new AppError("sms_verification_100_4");
  const { account, phone, consume } = step.grant;
  const now = deps.now();
  await transact(deps.db, async (transaction) => {
    await consume(transaction);
    const former = await lockRecoverable(transaction, account);
    // The account may have another number by now.
    if (former?.phoneCanonical !== phone) throw new AppError("sms_verification_100_4");
    const none = { phone: null, phoneCanonical: null, phoneVerifiedAt: null, phoneChangedAt: now };
    await writeCredentials(transaction, account.id, none, now);
    await deleteResetLinks(transaction, account.id);
    await recordEvents(transaction, deps, account.id, [{ type: "customer.updated", data: { fields: ["phone"] } }]);
    await queueContactSync(transaction, account.id, ["phone"]);
    // Where the new holder is must not show in the former one's activity.
    await recordActivity(transaction, account.id, { kind: "phone_released", at: now, context: NOWHERE });
    await queueMailAlert(transaction, deps, former, "phone_released");
  });
  deps.log.info({ security: "phone_released", customer: account.id }, "number released");
  deliverSoon(deps);
}
