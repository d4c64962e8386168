import { listActivity } from "@/lib/activity/service";
import { recordActivity } from "@/lib/activity/store";
import { toKnownDeviceResponse } from "@/lib/auth/access-view";
import { readKnownDevices } from "@/lib/auth/device-store";
import { assertFreshSignIn } from "@/lib/auth/fresh-sign-in-service";
import { listIdentities } from "@/lib/auth/identity-service";
import { listPasskeys } from "@/lib/auth/passkey-service";
import type { CustomerActor } from "@/lib/auth/rules";
import { listSessions } from "@/lib/auth/session-service";
import { listTokens } from "@/lib/auth/token-service";
import { listConsentReceipts } from "@/lib/consents/service";
import type { CustomerRow } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { findOrigin } from "@/lib/import/store";
import { getAccount, getLedger } from "@/lib/loyalty/service";
import { readCard, readLeftAccounts } from "@/lib/loyalty/store";
import { toLedgerResponse, toLoyaltyAccountResponse, toLoyaltyCardResponse } from "@/lib/loyalty/view";
import { AppError } from "@/lib/platform/errors";
import type { RequestContext } from "@/lib/platform/request-context";
import { isSignature, sign } from "@/lib/platform/secrets";
import type { ExportLinkResponse } from "@/lib/privacy/schema";
import { EXPORT_LINK_SECONDS } from "@/lib/privacy/schema";
import { readPending } from "@/lib/privacy/store";
import {
  toExportLinkResponse,
  toExportResponse,
  toHeldAccountResponse,
  toHeldLoyaltyResponse,
  toLeftAccountResponse,
  toMovedInResponse,
  toPendingResponse,
  toPictureResponse,
  toWalletPassResponse,
} from "@/lib/privacy/view";
import { isPictureAddress } from "@/lib/profile/rules";
import { toProfileResponse } from "@/lib/profile/view";
import { listSegments } from "@/lib/segments/service";
import { readWallets } from "@/lib/wallet/store";

/* Everything we hold of a customer, in one file (GDPR, articles 15 and 20). */

const LEDGER_PAGE = 100;
/** A programme that never comes to its end must not keep us for ever. */
const LEDGER_PAGES_MAX = 50;

/**
 * Makes the link to the export: good for a quarter of an hour, and only while the customer is signed in.
 * @throws as assertFreshSignIn
 */
export async function createExportLink(
  deps: Deps,
  actor: CustomerActor,
  password: string | undefined,
  context: RequestContext,
): Promise<ExportLinkResponse> {
  await assertFreshSignIn(deps, actor, password);
  const { customer } = actor;
  const expires = Math.floor(deps.now().getTime() / 1000) + EXPORT_LINK_SECONDS;
  await recordActivity(deps.db, customer.id, { kind: "data_exported", at: deps.now(), context });
  return toExportLinkResponse(`${expires}-${sign("export-link", linkClaim(customer.id, expires))}`, expires);
}

/** @param key from the link @throws AppError `not_found` when the link is not theirs or its time is up */
export async function exportData(
  deps: Deps,
  actor: CustomerActor,
  key: string,
  { language }: RequestContext,
): Promise<object> {
  const { customer } = actor;
  const [expires = "", signature = ""] = key.split("-");
  const isSigned = isSignature("export-link", linkClaim(customer.id, Number(expires)), signature);
  if (!isSigned || Number(expires) * 1000 <= deps.now().getTime()) throw new AppError("not_found");
  return toExportResponse(deps.now(), {
    // With what only the back office sees: people have a right to all that is held about them.
    profile: toProfileResponse(customer, { language, appUrl: deps.env.APP_URL, fields: [] }),
    account: toHeldAccountResponse(customer),
    avatar: await readPicture(deps, customer),
    consents: (await listConsentReceipts(deps, customer.id)).receipts,
    segments: await listSegments(deps, customer),
    loyalty: await readLoyalty(deps, customer),
    movedIn: await readOrigin(deps, customer.id),
    leftAccounts: (await readLeftAccounts(deps.db, customer.id)).map(toLeftAccountResponse),
    walletPasses: (await readWallets(deps.db, customer.id)).map(toWalletPassResponse),
    sessions: await listSessions(deps, actor),
    apiTokens: await listTokens(deps, customer.id),
    passkeys: await listPasskeys(deps, customer.id),
    identities: await listIdentities(deps, customer.id),
    knownDevices: (await readKnownDevices(deps.db, customer.id)).map(toKnownDeviceResponse),
    activity: await readWholeActivity(deps, customer.id),
    pending: toPendingResponse(await readPending(deps.db, customer.id)),
  });
}

function linkClaim(customerId: number, expires: number): string {
  return `${customerId}:${expires}`;
}

async function readOrigin(deps: Deps, customerId: number): Promise<object | null> {
  const origin = await findOrigin(deps.db, customerId);
  return origin && toMovedInResponse(origin);
}

async function readPicture(deps: Deps, { avatar }: CustomerRow): Promise<object | null> {
  if (!avatar) return null;
  if (isPictureAddress(avatar)) return { address: avatar };
  const file = await deps.storage.find(avatar);
  return file && toPictureResponse(file);
}

/** The card, and what the programme holds, as far as it tells now. */
async function readLoyalty(deps: Deps, customer: CustomerRow): Promise<object | null> {
  const card = await readCard(deps.db, customer.id);
  if (!card) return null;
  const { user: _user, ...fields } = toLoyaltyCardResponse(card, customer, []);
  const account = await ifTold(getAccount(deps, customer).then(toLoyaltyAccountResponse));
  const ledger = await ifTold(readWholeLedger(deps, customer));
  return toHeldLoyaltyResponse(fields, account, ledger);
}

/** Null for what the programme does not keep, or cannot tell now: the rest of the file must not wait for it. */
async function ifTold<Told>(answer: Promise<Told>): Promise<Told | null> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return null;
  }
}

async function readWholeLedger(deps: Deps, customer: CustomerRow) {
  const entries: unknown[] = [];
  let before: string | null = null;
  for (let page = 0; page < LEDGER_PAGES_MAX; page++) {
    const read = await getLedger(deps, customer, { before, limit: LEDGER_PAGE });
    const view = toLedgerResponse(read.balance, read.page);
    entries.push(...view.entries);
    before = view.next;
    if (before === null) return { entries, isWhole: true };
  }
  return { entries, isWhole: false };
}

async function readWholeActivity(deps: Deps, customerId: number): Promise<unknown[]> {
  const entries: unknown[] = [];
  for (let before: number | null = null; ; ) {
    const page = await listActivity(deps, customerId, before);
    entries.push(...page.entries);
    if (page.next === null) return entries;
    before = page.next;
  }
}
