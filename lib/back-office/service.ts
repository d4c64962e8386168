import { randomBytes } from "node:crypto";
import { type AdminActor, KEY_PREFIX, type Operator } from "@/lib/back-office/rules";
import type { AdminScope } from "@/lib/back-office/schema";
import {
  type AdminKeyRow,
  deleteChangesBefore,
  findKey,
  insertChange,
  insertKey,
  readKeys,
  revokeKeyRow,
  touchKey,
} from "@/lib/back-office/store";
import type { Deps } from "@/lib/deps";
import { transact } from "@/lib/platform/database/transact";
import { DAY_MS } from "@/lib/platform/dates";
import type { DbTransaction } from "@/lib/platform/db";
import { AppError, OperatorError } from "@/lib/platform/errors";
import { sha256 } from "@/lib/platform/secrets";

/* Keys of the back office, and what is written of who changed what by them. */

const HOUR_MS = 3_600_000;
const CHANGES_KEPT_DAYS = 730;

/**
 * Who asks by `Authorization: Bearer sk_admin_…`.
 * @throws AppError `not_authenticated` without a key, `token_invalid` for one that is not good, `throttled`, `scope_missing`
 */
export async function findAdmin(deps: Deps, authorization: string | null, scope: AdminScope): Promise<AdminActor> {
  const [, secret] = /^bearer\s+(\S+)$/i.exec(authorization?.trim() ?? "") ?? [];
  if (secret === undefined) throw new AppError(authorization === null ? "not_authenticated" : "token_invalid");
  const now = deps.now();
  const key = secret.startsWith(KEY_PREFIX) ? await findKey(deps.db, sha256(secret)) : null;
  if (!key || !isGood(key, now)) throw new AppError("token_invalid");
  await deps.limits.consume(["requestsPerAdminKey", String(key.id)]);
  if (!key.scopes.includes(scope)) throw new AppError("scope_missing", { values: { scope, key: key.id } });
  if (now.getTime() - (key.lastUsedAt?.getTime() ?? 0) > HOUR_MS) {
    touchKey(deps.db, key.id, now).catch((error: unknown) => {
      deps.log.warn({ err: error }, "failed to record last use");
    });
  }
  return { customer: null, access: null, freshAt: null, sessionTokens: [], adminKeyId: key.id };
}

/** @param days null for one that does not expire @returns its row, and the key, this once: only its hash is kept */
export async function createAdminKey(
  deps: Pick<Deps, "db" | "now">,
  operator: Operator,
  { name, scopes, days }: { name: string; scopes: readonly AdminScope[]; days: number | null },
): Promise<{ row: AdminKeyRow; key: string }> {
  const key = `${KEY_PREFIX}${randomBytes(32).toString("hex")}`;
  const createdAt = deps.now();
  const expiresAt = days === null ? null : new Date(createdAt.getTime() + days * DAY_MS);
  const columns = { tokenHash: sha256(key), name, scopes: [...scopes], createdAt, expiresAt };
  const row = await transact(deps.db, async (transaction) => {
    const inserted = await insertKey(transaction, columns);
    await recordChange(transaction, deps, operator, { action: "key.add", target: `key ${inserted.id}` });
    return inserted;
  });
  return { row, key };
}

export function listAdminKeys({ db }: Pick<Deps, "db">): Promise<AdminKeyRow[]> {
  return readKeys(db);
}

/** @throws OperatorError when there is no such key, or not any more */
export function revokeAdminKey(deps: Pick<Deps, "db" | "now">, operator: Operator, id: number): Promise<void> {
  return transact(deps.db, async (transaction) => {
    if (!(await revokeKeyRow(transaction, id, deps.now()))) {
      throw new OperatorError(`There is no key ${id} that is good: npm run admin -- keys list shows them.`);
    }
    await recordChange(transaction, deps, operator, { action: "key.revoke", target: `key ${id}` });
  });
}

/** Writes down who changed what, in the transaction of the change; `target` is no personal data. */
export async function recordChange(
  transaction: DbTransaction,
  { now }: Pick<Deps, "now">,
  { adminKeyId }: Operator,
  { action, target }: { action: string; target: string },
): Promise<void> {
  await insertChange(transaction, { keyId: adminKeyId, action, target, at: now() });
}

export function purgeChanges({ db, now }: Deps): Promise<void> {
  return deleteChangesBefore(db, new Date(now().getTime() - CHANGES_KEPT_DAYS * DAY_MS));
}

function isGood({ revokedAt, expiresAt }: AdminKeyRow, now: Date): boolean {
  return revokedAt === null && (expiresAt === null || expiresAt > now);
}
