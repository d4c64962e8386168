import {
  type LedgerPage,
  type LoyaltyBalance,
  type LoyaltyMember,
  LoyaltyRefusedError,
  LoyaltyUnavailableError,
} from "@/lib/adapters/loyalty-provider/port";
import type { CustomerActor } from "@/lib/auth/rules";
import { canonicalEmail } from "@/lib/contact/email-rules";
import { canonicalPhone } from "@/lib/contact/phone-rules";
import { verifiedPhoneOf } from "@/lib/customers/rules";
import type { CustomerRow } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { programmeAttributes } from "@/lib/fields/rules";
import { giveCard, removeCard } from "@/lib/loyalty/card-service";
import { reserveAccount } from "@/lib/loyalty/own-account-service";
import { findLoyaltyService, findProgramme } from "@/lib/loyalty/provider-service";
import { isFresh, isOwnAccount } from "@/lib/loyalty/rules";
import type { SearchExistsBody } from "@/lib/loyalty/schema";
import { findCardOwner, type LoyaltyCardRow, readCard, writeBalance } from "@/lib/loyalty/store";
import { runSyncSoon } from "@/lib/loyalty/sync-service";
import { findJoinId, insertClosure, insertContactUpdate, readQuestion } from "@/lib/loyalty/sync-store";
import { transact } from "@/lib/platform/database/transact";
import { AppError, FieldErrors } from "@/lib/platform/errors";
import type { Language } from "@/lib/platform/i18n/languages";
import { messageText } from "@/lib/platform/i18n/translate";
import { releaseJob } from "@/lib/platform/jobs/store";
import type { RequestContext } from "@/lib/platform/request-context";
import { applyCardData } from "@/lib/profile/card-data-service";
import { wakePasses } from "@/lib/wallet/wake-service";

/* A member's card: shown, linked, given up. Joining and changing stand in membership-service.ts. */

const UNAVAILABLE_RETRY_SECONDS = 10;
/** `errors` is a sentence for the customer; `pointsAt` when the programme named points and tier, if ever. */
export type PointsState = {
  points: number;
  tier: LoyaltyBalance["tier"];
  errors: string | null;
  pointsAt: Date | null;
};

export async function getLoyaltyState(
  deps: Deps,
  customer: CustomerRow,
  language: Language,
): Promise<PointsState & { card: LoyaltyCardRow | null }> {
  const card = await readCard(deps.db, customer.id);
  if (!card) return { card: null, points: 0, tier: null, errors: null, pointsAt: null };
  return { card, ...(await getPoints(deps, card, language)) };
}

/**
 * The points, and the tier with them, are asked for every two minutes at most; when they cannot be had, the last known are
 * answered with a word about it, which is never stored.
 */
export async function getPoints(deps: Deps, card: LoyaltyCardRow, language: Language): Promise<PointsState> {
  if (card.points !== null && isFresh(card.pointsAt, deps.now())) {
    return { points: card.points, tier: card.tier, errors: null, pointsAt: card.pointsAt };
  }
  try {
    const programme = await findProgramme(deps, card.provider);
    if (!programme) throw new LoyaltyUnavailableError("it is not the one that is configured");
    const { points, tier } = await programme.balance(card.accountNumber);
    const at = deps.now();
    await keepBalance(deps, card, { points, tier }, at);
    return { points, tier, errors: null, pointsAt: at };
  } catch (error) {
    if (!isProgrammeFailure(error)) throw error;
    deps.log.warn({ err: error, card: card.id }, "the points could not be read");
    const errors = messageText(language, "notes.points_unavailable", {});
    return { points: card.points ?? 0, tier: card.tier, errors, pointsAt: card.pointsAt };
  }
}

/** Wallets hear of a balance that is news. */
async function keepBalance(
  { db }: Deps,
  card: LoyaltyCardRow,
  { points, tier }: Pick<LoyaltyBalance, "points" | "tier">,
  at: Date,
): Promise<void> {
  await writeBalance(db, card, { points, tier }, at);
  const isNews = points !== card.points || tier?.name !== card.tier?.name;
  if (card.points !== null && isNews) await wakePasses(db, card.customerId);
}

/** @throws AppError `not_found` */
export async function getCard(deps: Deps, customerId: number): Promise<LoyaltyCardRow> {
  const card = await readCard(deps.db, customerId);
  if (!card) throw new AppError("not_found");
  return card;
}

export async function hasProgramme(deps: Deps): Promise<boolean> {
  return (await findLoyaltyService(deps)) !== null;
}

export function findCustomerCard(deps: Deps, customerId: number): Promise<LoyaltyCardRow | null> {
  return readCard(deps.db, customerId);
}

/**
 * The movements of a card's points, newest first. @param before `next` of the page before; null for the newest
 * @throws AppError `not_found` without a card, a ledger or such an account; `unavailable`; FieldErrors on `before`
 */
export async function getLedger(
  deps: Deps,
  customer: CustomerRow,
  page: { before: string | null; limit: number },
): Promise<{ balance: LoyaltyBalance; page: LedgerPage }> {
  const card = await getCard(deps, customer.id);
  const programme = await findProgramme(deps, card.provider);
  if (!programme?.ledger) throw new AppError("not_found");
  const { accountNumber } = card;
  const asked = programme.balance(accountNumber);
  const paged = programme.ledger(accountNumber, page).catch(async (error: unknown) => {
    if (page.before === null || !(error instanceof LoyaltyRefusedError)) throw error;
    // The account is there: it is the page that is not.
    await asked;
    throw FieldErrors.of("before", "invalid");
  });
  const [balance, entries] = await available(Promise.all([asked, paged]).catch(throwAsMissing));
  await keepBalance(deps, card, balance, deps.now());
  return { balance, page: entries };
}

type LedgerReader = (page: { before: string | null; limit: number }) => Promise<LedgerPage>;

/**
 * Reads one page after the other, without the balance.
 * @throws AppError `not_found` without a ledger; the reader `not_found` without such an account, `unavailable`
 */
export async function openLedger(
  deps: Deps,
  { provider, accountNumber }: Pick<LoyaltyCardRow, "provider" | "accountNumber">,
): Promise<LedgerReader> {
  const programme = await findProgramme(deps, provider);
  if (!programme?.ledger) throw new AppError("not_found");
  const read = programme.ledger.bind(programme);
  return (page) => available(read(accountNumber, page).catch(throwAsMissing));
}

function throwAsMissing(error: unknown): never {
  throw error instanceof LoyaltyRefusedError ? new AppError("not_found") : error;
}

/**
 * The account as the programme has it.
 * @throws AppError `not_found` without a card or when the programme no longer knows it; `unavailable`
 */
export async function getAccount(deps: Deps, customer: CustomerRow): Promise<LoyaltyMember> {
  const card = await getCard(deps, customer.id);
  const programme = await findProgramme(deps, card.provider);
  if (!programme) throw unavailable();
  const account = await available(programme.read(card.accountNumber));
  if (!account) throw new AppError("not_found");
  return account;
}

/**
 * Links the customer's own account of the programme: its phone and its address, unless that is unset, are those that
 * they have proved, and the address is the one that they name. Anything else is answered like no account, or an address
 * alone would hand over somebody's points.
 * @returns null for no account @throws AppError `loyalty_100_1`, `100_3`, `100_4` while a join waits for a proof, `unavailable`
 *   (nothing was linked)
 */
export async function linkExistingAccount(
  deps: Deps,
  { customer }: CustomerActor,
  criteria: SearchExistsBody,
  { ip, source }: RequestContext,
): Promise<LoyaltyCardRow | null> {
  const service = await findLoyaltyService(deps);
  if (!service) throw new AppError("loyalty_100_3");
  if (await readCard(deps.db, customer.id)) throw new AppError("loyalty_100_1");
  if (await readQuestion(deps.db, customer.id)) throw new AppError("loyalty_100_4");
  if ((await findJoinId(deps.db, customer.id)) !== null) throw unavailable();
  const { programme, setting } = service;
  const region = deps.env.DEFAULT_PHONE_REGION;
  const provedPhone = verifiedPhoneOf(customer);
  if (!provedPhone) return null;
  if (criteria.phone !== undefined && canonicalPhone(criteria.phone, region) !== provedPhone) return null;
  const accounts = await available(programme.search({ phone: provedPhone, email: canonicalEmail(criteria.email) }));
  const account = accounts.find(
    (one) =>
      one.isActive &&
      isOwnAccount(one, { provedPhone, email: customer.verifiedEmail }, region) &&
      isOwnAccount(one, { provedPhone, email: criteria.email }, region) &&
      (criteria.date_of_birth === undefined || (one.dateOfBirth ?? criteria.date_of_birth) === criteria.date_of_birth),
  );
  if (!account) return null;
  const { provider } = setting;
  const { accountNumber } = account;
  const owner = await findCardOwner(deps.db, provider, accountNumber);
  if (owner !== null && owner !== customer.id) return null;
  const reserved = await available(reserveAccount(deps, programme, accountNumber));
  if (reserved === "closing") throw unavailable();
  if (!reserved) return null;
  const { closure } = reserved;
  if (!reserved.account.isActive) {
    if (closure) await releaseJob(deps.db, closure);
    return null;
  }
  const link = transact(deps.db, async (transaction) => {
    const card = await giveCard(transaction, deps, {
      customerId: customer.id,
      account: { provider, accountNumber },
      number: customer.phone ?? provedPhone,
      closure,
      ip,
      event: "card.linked",
    });
    if (card === "gone") throw new AppError("not_authenticated");
    if (card === "closing") throw unavailable();
    if (card === "have_one") throw new AppError("loyalty_100_1");
    if (card === "taken") return null;
    await applyCardData(transaction, deps, customer.id, {
      attributes: { has_loyalty: true },
      data: null,
      ip,
      source,
      keepSession: null,
    });
    // Of the shop's own fields an account that was there before knows nothing.
    if (programmeAttributes(customer.attributes as Record<string, unknown>, deps.fields) !== undefined) {
      await insertContactUpdate(transaction, { customerId: customer.id, account: card, changed: ["attributes"] });
    }
    return card;
  });
  return link.finally(() => closure && releaseJob(deps.db, closure));
}

/**
 * Deletes the card at once; the programme is told as soon as it can be. The profile's `has_loyalty` stays, as
 * documented.
 * @throws AppError `not_found` without a card
 */
export async function leaveLoyalty(deps: Deps, { customer }: CustomerActor, context: RequestContext): Promise<void> {
  const closureId = await transact(deps.db, async (transaction) => {
    const card = await removeCard(transaction, deps, customer.id, context);
    if (!card) throw new AppError("not_found");
    return insertClosure(transaction, card, { erases: false });
  });
  runSyncSoon(deps, closureId);
}

/** 503: nothing is half done, or what is gets completed. */
export function unavailable(cause?: unknown): AppError {
  return new AppError("unavailable", {
    values: { missing: "loyalty" },
    retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS,
    cause,
  });
}

/** @throws AppError `unavailable` when the programme fails */
export async function available<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    throw isProgrammeFailure(error) ? unavailable(error) : error;
  }
}

function isProgrammeFailure(error: unknown): boolean {
  return error instanceof LoyaltyUnavailableError || error instanceof LoyaltyRefusedError;
}
