import { recordActivity } from "@/lib/activity/store";
import { removeIdentities } from "@/lib/auth/identity-store";
import { endAccess } from "@/lib/auth/revocation-service";
import { canonicalEmail } from "@/lib/contact/email-rules";
import { createLink, resetKey } from "@/lib/credentials/link-service";
import {
  type Change,
  consumeEmailLink,
  deleteLinksSince,
  type FormerAccess,
  type FoundEmailLink,
  findByVerifiedEmail,
  findEmailLink,
  writeCredentials,
} from "@/lib/credentials/store";
import { hasWayBack } from "@/lib/customers/rules";
import { findPhoneOwner, takenError } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { queueContactSync } from "@/lib/loyalty/contact-sync-service";
import { deliverSoon } from "@/lib/notifications/service";
import { transact } from "@/lib/platform/database/transact";
import type { DbTransaction } from "@/lib/platform/db";
import { FieldErrors, NON_FIELD } from "@/lib/platform/errors";
import type { RequestContext } from "@/lib/platform/request-context";
import { sha256 } from "@/lib/platform/secrets";
import { clearDeletionTime } from "@/lib/privacy/store";
import { recordEvents } from "@/lib/webhooks/event-service";

/* "This wasn't me": the link in the alert about a change (decision 20). */

/** What a page shows before its button is pressed; null for a link that does not work. */
export async function findUndo(deps: Deps, token: string): Promise<{ change: Change; at: Date } | null> {
  const link = await findLink(deps, token);
  return link && { change: link.former.change, at: link.createdAt };
}

/**
 * Ends all access, puts number and address back as they were before the change, and voids the password. Links for earlier
 * changes stay valid; those for later ones end.
 * @returns what a new password is set with, once @throws FieldErrors on no field when the link is no longer good
 */
export async function undoChange(deps: Deps, token: string, context: RequestContext): Promise<string> {
  const link = await findLink(deps, token);
  if (!link) throw invalid();
  const { customer, createdAt, former } = link;
  const now = deps.now();
  try {
    const key = await transact(deps.db, async (transaction) => {
      if (!(await consumeEmailLink(transaction, link.id, now))) throw invalid();
      const columns = await formerColumns(transaction, customer.id, former);
      const isStaying = (await clearDeletionTime(transaction, customer.id, now)) === "cleared";
      await writeCredentials(transaction, customer.id, { ...columns, passwordHash: null }, now);
      await recordEvents(transaction, deps, customer.id, [
        { type: "customer.updated", data: { fields: ["phone", "email"] } },
        ...(isStaying ? [{ type: "customer.deletion_withdrawn", data: {} } as const] : []),
      ]);
      await queueContactSync(transaction, customer.id, ["phone", "email"]);
      // Else the next sign-in there would link it again.
      if (former.change === "identity_linked") await removeIdentities(transaction, customer.id, now);
      await endAccess(transaction, deps, customer.id, { keepSessionId: null, personalTokens: true });
      await deleteLinksSince(transaction, customer.id, createdAt);
      await recordActivity(transaction, customer.id, { kind: "change_undone", at: now, context });
      deps.log.warn({ security: "change_undone", customer: customer.id, change: former.change }, "change undone");
      const resetToken = await createLink(transaction, deps, { purpose: "password_reset", customerId: customer.id });
      return resetKey(customer.id, resetToken);
    });
    deliverSoon(deps);
    return key;
  } catch (error) {
    throw takenError(error) ?? error;
  }
}

/** Number and address as they were, without what belongs to somebody else by now. */
async function formerColumns(transaction: DbTransaction, customerId: number, former: FormerAccess) {
  const { email, verifiedEmail, phone, phoneCanonical, phoneVerifiedAt, phoneChangedAt, requiresPasskey } = former;
  const emailOwner = verifiedEmail && (await findByVerifiedEmail(transaction, verifiedEmail));
  const phoneOwner = phoneCanonical && (await findPhoneOwner(transaction, phoneCanonical));
  const hasEmail = !emailOwner || emailOwner.id === customerId;
  const hasPhone = !phoneOwner || phoneOwner.id === customerId;
  const columns = {
    email: hasEmail ? email : null,
    emailCanonical: hasEmail && email ? canonicalEmail(email) : null,
    verifiedEmail: hasEmail ? verifiedEmail : null,
    phone: hasPhone ? phone : null,
    phoneCanonical: hasPhone ? phoneCanonical : null,
    phoneVerifiedAt: hasPhone && phoneVerifiedAt ? new Date(phoneVerifiedAt) : null,
    phoneChangedAt: hasPhone && phoneChangedAt ? new Date(phoneChangedAt) : null,
  };
  // The passkeys are gone: without the way back there would be no way in.
  return { ...columns, requiresPasskey: requiresPasskey && hasWayBack(columns) };
}

async function findLink({ db, now }: Deps, token: string): Promise<(FoundEmailLink & { former: FormerAccess }) | null> {
  const link = await findEmailLink(db, { tokenHash: sha256(token), purposes: ["undo"], now: now() });
  return link?.former && link.usedAt === null ? { ...link, former: link.former } : null;
}

function invalid(): FieldErrors {
  return FieldErrors.of(NON_FIELD, "link_invalid");
}
