import { recordActivity } from "@/lib/activity/store";
import { endAccess } from "@/lib/auth/revocation-service";
import { type ConsentAnswers, consentChanges, consentColumns } from "@/lib/consents/rules";
import { recordChangedConsents } from "@/lib/consents/service";
import { deleteResetLinks } from "@/lib/credentials/store";
import { acceptedVersions } from "@/lib/customers/rules";
import {
  type CustomerColumns,
  type CustomerRow,
  getLockedCustomer,
  type PlainColumns,
  takenError,
  updateCustomerRow,
  updatePlainColumns,
} from "@/lib/customers/store";
import { toUpdateEvents } from "@/lib/customers/view";
import type { Deps } from "@/lib/deps";
import type { Attributes } from "@/lib/fields/attributes-schema";
import { programmeAttributes } from "@/lib/fields/rules";
import { queueContactSync } from "@/lib/loyalty/contact-sync-service";
import { queueMailAlert, queueSmsAlert } from "@/lib/notifications/alert-service";
import { transact } from "@/lib/platform/database/transact";
import type { DbTransaction } from "@/lib/platform/db";
import { AppError, FieldErrors } from "@/lib/platform/errors";
import type { RequestContext } from "@/lib/platform/request-context";
import { removeAvatar } from "@/lib/profile/avatar-service";
import { mergeAttributes } from "@/lib/profile/rules";
import { wakePasses } from "@/lib/wallet/wake-service";
import { recordEvents, toNewEvents } from "@/lib/webhooks/event-service";

/* How a profile is written, whoever changes it. */

type WriteContext = Pick<RequestContext, "ip" | "source" | "ifMatch">;

/**
 * Writes columns that depend on nothing in the row, and tells other systems and wallets.
 * @throws FieldErrors when a unique value is taken; AppError `precondition_failed`
 */
export async function writeColumns(
  transaction: DbTransaction,
  deps: Deps,
  customer: CustomerRow,
  columns: CustomerColumns,
  { ifMatch }: Pick<RequestContext, "ifMatch">,
): Promise<CustomerRow> {
  const ifVersions = acceptedVersions(ifMatch, customer.id);
  if (Object.keys(columns).length === 0) {
    // Changing nothing leaves the version and the time of change as they are.
    if (ifVersions && !ifVersions.includes(customer.version)) throw new AppError("precondition_failed");
    return customer;
  }
  try {
    const row = await updateCustomerRow(transaction, customer.id, columns, { ifVersions, now: deps.now() });
    if (!row) throw new AppError("precondition_failed");
    await recordEvents(transaction, deps, customer.id, toUpdateEvents(customer, columns));
    if (mayChangePasses(deps, columns)) await wakePasses(transaction, customer.id);
    return row;
  } catch (error) {
    return refuse(error);
  }
}

/** Shops without a wallet are spared the question. */
function mayChangePasses({ wallets }: Deps, { firstName, lastName }: CustomerColumns): boolean {
  const changesName = firstName !== undefined || lastName !== undefined;
  return changesName && (wallets.apple !== null || wallets.google !== null);
}

/** The same as a change of its own: one statement, which is all that most changes take. @throws as writeColumns */
export async function writePlainColumns(
  deps: Deps,
  customer: CustomerRow,
  columns: PlainColumns,
  context: Pick<RequestContext, "ifMatch">,
): Promise<CustomerRow> {
  if (Object.keys(columns).length === 0 || mayChangePasses(deps, columns)) {
    return transact(deps.db, (transaction) => writeColumns(transaction, deps, customer, columns, context));
  }
  const now = deps.now();
  const ifVersions = acceptedVersions(context.ifMatch, customer.id);
  const told = toNewEvents(customer.id, toUpdateEvents(customer, columns), now);
  const row = await updatePlainColumns(deps.db, customer.id, columns, { ifVersions, now, told }).catch(refuse);
  if (!row) throw new AppError("precondition_failed");
  return row;
}

/** @throws FieldErrors where a unique value was taken, else what it is told */
function refuse(error: unknown): never {
  throw takenError(error) ?? error;
}

/**
 * Writes a change to the locked row: attributes are merged, consents enter the ledger with their old value, and a new
 * phone has its consequences. Every writer of the phone comes through here.
 * @param current the row as locked
 * @param keepSessionId the session that outlives a new phone; null for none
 * @param isFromCard whether the loyalty programme has it already
 * @throws as writeColumns
 */
export async function writeLocked(
  transaction: DbTransaction,
  deps: Deps,
  current: CustomerRow,
  {
    columns,
    attributes,
    consents = {},
    keepSessionId,
    isFromCard = false,
  }: {
    columns: CustomerColumns;
    attributes?: Attributes | undefined;
    consents?: ConsentAnswers;
    keepSessionId: bigint | null;
    isFromCard?: boolean;
  },
  context: WriteContext,
): Promise<CustomerRow> {
  const changes = consentChanges(current, consents);
  const stored = current.attributes as Record<string, unknown>;
  const merged = attributes && mergeAttributes(stored, attributes, deps.fields);
  const { phoneCanonical } = columns;
  const changesPhone = phoneCanonical !== undefined && phoneCanonical !== current.phoneCanonical;
  const row = await writeColumns(
    transaction,
    deps,
    current,
    {
      ...columns,
      ...(changesPhone && {
        credentialsVersion: { increment: 1 },
        phoneChangedAt: current.phoneCanonical === null ? null : deps.now(),
      }),
      ...consentColumns(changes),
      ...(merged && { attributes: merged as object }),
    },
    context,
  );
  await recordChangedConsents(transaction, deps, current.id, changes, context);
  if (changesPhone) await afterPhoneChange(transaction, deps, current, keepSessionId, context);
  const told = (known: Record<string, unknown>) => JSON.stringify(programmeAttributes(known, deps.fields));
  const changed = [
    ...(changesPhone && !isFromCard ? (["phone"] as const) : []),
    ...(merged && told(merged) !== told(stored) ? (["attributes"] as const) : []),
  ];
  if (changed.length > 0) await queueContactSync(transaction, current.id, changed);
  return row;
}

/**
 * Runs a change on the locked row, and removes whichever picture then belongs to nobody: of parallel uploads each
 * removes the one that it replaced.
 * @param avatar the new value of `avatar`; undefined when that stays
 */
export async function changeLocked(
  deps: Deps,
  customerId: number,
  avatar: string | null | undefined,
  change: (transaction: DbTransaction, current: CustomerRow) => Promise<CustomerRow>,
): Promise<CustomerRow> {
  let replaced: string | null = null;
  let updated: CustomerRow;
  try {
    updated = await transact(deps.db, async (transaction) => {
      const current = await getLockedCustomer(transaction, customerId);
      replaced = current.avatar;
      return change(transaction, current);
    });
  } catch (error) {
    // Only a refusal says for certain that nothing was written; after a lost connection the picture may be in use.
    if (error instanceof AppError || error instanceof FieldErrors) await removeAvatar(deps, avatar);
    throw error;
  }
  if (avatar !== undefined) await removeAvatar(deps, replaced);
  return updated;
}

/** Signs the other devices out, ends what the old number gave, and tells it and the mailbox. */
async function afterPhoneChange(
  transaction: DbTransaction,
  deps: Deps,
  former: CustomerRow,
  keepSessionId: bigint | null,
  { ip }: WriteContext,
): Promise<void> {
  const { id } = former;
  await endAccess(transaction, deps, id, { keepSessionId, personalTokens: false });
  await deleteResetLinks(transaction, id);
  await recordActivity(transaction, id, { kind: "phone_changed", at: deps.now(), context: { ip, userAgent: null } });
  await queueSmsAlert(transaction, deps, former);
  await queueMailAlert(transaction, deps, former, "phone_changed");
}
