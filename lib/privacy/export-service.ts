import { listActivity } from "@/lib/activity/service";
import { recordActivity } from "@/lib/activity/store";
import { assertFreshSignIn, listSessions, listTokens, type Owner } from "@/lib/auth/access-service";
import { listConsentReceipts } from "@/lib/consents/service";
import type { CustomerRow } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { getAccount, getLedger } from "@/lib/loyalty/service";
import { findCard } from "@/lib/loyalty/store";
import { toLedgerResponse, toLoyaltyAccountResponse, toLoyaltyCardResponse } from "@/lib/loyalty/view";
import { AppError } from "@/lib/platform/errors";
import type { Language } from "@/lib/platform/i18n/languages";
import { equalInConstantTime, sign } from "@/lib/platform/secrets";
import { EXPORT_LINK_SECONDS } from "@/lib/privacy/limits";
import type { ExportLinkResponse } from "@/lib/privacy/schema";
import { readPending } from "@/lib/privacy/store";
import {
  toExportLinkResponse,
  toExportResponse,
  toHeldAccountResponse,
  toHeldLoyaltyResponse,
  toPendingResponse,
  toPictureResponse,
} from "@/lib/privacy/view";
import { sessionOf } from "@/lib/profile/service";
import { toProfileResponse } from "@/lib/profile/view";
import { listSegments } from "@/lib/segments/service";

/*
 * Everything we hold of a customer, in one file (GDPR, articles 15 and 20).
 */

const LEDGER_PAGE = 100;
/** A programme that never comes to its end must not keep us for ever. */
const LEDGER_PAGES_MAX = 50;

/**
 * Makes the link by which the customer fetches his data: good for a quarter of an hour, and only while he is signed in.
 *
 * @throws FieldErrors on `password` when it must be confirmed
 */
export async function createExportLink(
  deps: Deps,
  owner: Owner,
  password: string | undefined,
): Promise<ExportLinkResponse> {
  await assertFreshSignIn(deps, owner, password);
  const { customer, place } = owner;
  const expires = Math.floor(deps.now().getTime() / 1000) + EXPORT_LINK_SECONDS;
  await recordActivity(deps.db, customer.id, { kind: "data_exported", at: deps.now(), place });
  return toExportLinkResponse(`${expires}-${linkSignature(customer.id, expires)}`, expires);
}

/**
 * Everything we hold of the customer, the picture included.
 *
 * @param key from the link
 * @throws AppError `not_found` when the link is not his or its time is up
 */
export async function exportData(deps: Deps, owner: Owner, key: string, language: Language): Promise<object> {
  const [expires = "", signature = ""] = key.split("-");
  const isSigned = equalInConstantTime(signature, linkSignature(owner.customer.id, Number(expires)));
  if (!isSigned || Number(expires) * 1000 <= deps.now().getTime()) throw new AppError("not_found");
  const { customer } = owner;
  return toExportResponse(deps.now(), {
    profile: toProfileResponse(customer, { language, appUrl: deps.env.APP_URL }),
    account: toHeldAccountResponse(customer),
    avatar: await readPicture(deps, customer),
    consents: (await listConsentReceipts(deps, customer.id)).receipts,
    segments: await listSegments(deps, customer),
    loyalty: await readLoyalty(deps, customer),
    sessions: await listSessions(deps, customer.id, sessionOf(owner.holder)),
    apiTokens: await listTokens(deps, customer.id),
    activity: await readWholeActivity(deps, customer.id),
    pending: toPendingResponse(await readPending(deps.db, customer.id)),
  });
}

function linkSignature(customerId: number, expires: number): string {
  return sign("export-link", `${customerId}:${expires}`);
}

async function readPicture(deps: Deps, { avatar }: CustomerRow): Promise<object | null> {
  if (!avatar) return null;
  if (avatar.startsWith("https:")) return { address: avatar };
  const file = await deps.storage.find(avatar);
  return file && toPictureResponse(file);
}

/** The card, and what the programme holds, as far as it tells now. */
async function readLoyalty(deps: Deps, customer: CustomerRow): Promise<object | null> {
  const card = await findCard(deps.db, customer.id);
  if (!card) return null;
  const { user: _user, ...fields } = toLoyaltyCardResponse(card, customer);
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
