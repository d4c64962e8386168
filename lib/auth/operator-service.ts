import { findAccountByEmail } from "@/lib/auth/store";
import { issueToken } from "@/lib/auth/token-service";
import { deleteToken } from "@/lib/auth/token-store";
import { canonicalEmail } from "@/lib/contact/email-rules";
import type { Deps } from "@/lib/deps";
import { DAY_MS } from "@/lib/platform/dates";
import { OperatorError } from "@/lib/platform/errors";
import { getSetting } from "@/lib/settings/service";

/** The customer with this email address. @throws OperatorError when there is none */
export async function getCustomerIdByEmail({ db }: Pick<Deps, "db">, email: string): Promise<number> {
  const account = await findAccountByEmail(db, canonicalEmail(email));
  if (!account) throw new OperatorError(`No customer has the email address ${email}.`);
  return account.id;
}

/**
 * Creates an API token. @param days undefined for one that does not expire @returns the token, this once
 * @throws OperatorError when there is no such client type
 */
export async function issueApiToken(
  deps: Deps,
  customerId: number,
  { name, days, clientType }: { name: string; days?: number; clientType?: string },
): Promise<string> {
  if (clientType !== undefined && !Object.hasOwn(await getSetting(deps, "CLIENT_TYPES"), clientType)) {
    throw new OperatorError(
      `There is no client type ${clientType}: npm run admin -- settings get CLIENT_TYPES shows those that there are.`,
    );
  }
  const expiresAt = days === undefined ? null : new Date(deps.now().getTime() + days * DAY_MS);
  const { token } = await issueToken(deps, customerId, { name, expiresAt, clientType });
  return token;
}

/** Ends a customer's API token. @throws OperatorError when they have no such token */
export async function withdrawApiToken({ db }: Pick<Deps, "db">, customerId: number, id: number): Promise<void> {
  if ((await deleteToken(db, customerId, BigInt(id))) !== null) return;
  throw new OperatorError(`The customer has no API token ${id}: npm run admin -- tokens list shows them.`);
}
