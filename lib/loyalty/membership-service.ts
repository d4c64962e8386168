import type { LoyaltyMember } from "@/lib/adapters/loyalty-provider/port";
import { type CustomerRow, getCustomer, isPhoneTaken } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { findLoyaltyService, findProgramme } from "@/lib/loyalty/provider-service";
import { memberOf } from "@/lib/loyalty/rules";
import type { LoyaltyForm } from "@/lib/loyalty/schema";
import { available, getCard, memberOfCustomer, unavailable } from "@/lib/loyalty/service";
import { abandonTask, findCard, findTaskId, type LoyaltyCardRow } from "@/lib/loyalty/store";
import { queueJoin, queueUpdate, tryTask } from "@/lib/loyalty/sync-service";
import type { JoinPayload, Outcome, UpdatePayload } from "@/lib/loyalty/sync-task";
import type { DbTransaction } from "@/lib/platform/db";
import { AppError, FieldErrors } from "@/lib/platform/errors";
import type { CardData } from "@/lib/profile/card-data-service";
import { canonicalPhone } from "@/lib/profile/rules";
import { type Asker, sessionOf } from "@/lib/profile/service";
import type { LoyaltyServiceSetting } from "@/lib/settings/schema";
import { type Answer, getIntent, type Proof, provePhone } from "@/lib/verification/service";
import type { VerificationRow } from "@/lib/verification/store";

/*
 * Joining the loyalty programme and changing what it knows, with the phone proved where the contract asks for it
 * (contract of add_loyalty_card, add_loyalty_card_otp, update_loyalty_card).
 */

/** How long a request waits for another that is at the same task. */
const WAIT_MS = 8000;
/** How long a registration waits for the card; the account is made in any case. */
const REGISTRATION_WAIT_MS = 100;

export type WaitingStep = { step: "sent" | "resent"; verification: VerificationRow };
export type JoinStep = WaitingStep | { step: "done"; card: LoyaltyCardRow; customer: CustomerRow };
export type UpdateStep = WaitingStep | { step: "done"; member: LoyaltyMember };

/** A member's request: who asks, what he submits, and from where. */
export type CardWish = {
  form: LoyaltyForm;
  answer: Answer;
  /** Whether a code is needed; clients of a trusted type may go without. */
  verify: boolean;
  ip: string;
};

/**
 * One step of joining: sends the code, or links the person's own account of the programme, or opens one, and makes the
 * card. Only a proved number finds an account.
 *
 * @throws FieldErrors, for a taken `phone` after the proof; AppError `loyalty_100_1`, `loyalty_100_2`, `loyalty_100_3`,
 *   `unavailable` (what the programme may have done already is gone on with), and as provePhone
 */
export async function joinLoyalty(deps: Deps, asker: Asker, wish: CardWish): Promise<JoinStep> {
  const { customer, holder, language } = asker;
  const setting = await getService(deps);
  if (await findCard(deps.db, customer.id)) throw new AppError("loyalty_100_1");
  const phone = parsePhone(deps, wish.form.phone);
  const waiting = await findTaskId(deps.db, customer.id, "join");
  // He has proved it already, and the programme failed: this is the next try.
  if (waiting !== null) return finishJoin(deps, customer.id, waiting, null);
  let proof: Proof | null = null;
  if (wish.verify) {
    const result = await provePhone(
      deps,
      {
        purpose: "loyalty_join",
        holder,
        phone,
        confirmation: null,
        customerId: customer.id,
        notice: (await isAnothersPhone(deps.db, customer, phone)) ? "phone_taken" : null,
        intent: { form: wish.form },
        field: "phone",
        codeLength: deps.env.LOYALTY_OTP_LENGTH,
        language,
      },
      wish.answer,
    );
    if (result.step !== "proven") return result;
    proof = result.proof;
  }
  const attributes: Record<string, true> = proof ? { has_loyalty: true, verified_user: true } : { has_loyalty: true };
  const payload = joinPayload(asker, wish, { phone, setting, isProved: proof !== null, attributes });
  return startJoin(deps, customer, { setting, payload, proof, phone });
}

/**
 * Joins without a code: the phone must be the customer's own, proved one (add_loyalty_card_otp).
 *
 * @throws AppError `sms_verification_100_1` for any other, and as joinLoyalty
 */
export async function joinWithProvedPhone(
  deps: Deps,
  asker: Asker,
  wish: Pick<CardWish, "form" | "ip">,
): Promise<Extract<JoinStep, { step: "done" }>> {
  const { customer } = asker;
  const setting = await getService(deps);
  if (await findCard(deps.db, customer.id)) throw new AppError("loyalty_100_1");
  const phone = parsePhone(deps, wish.form.phone);
  if (!isOwnProvedPhone(customer, phone)) throw new AppError("sms_verification_100_1");
  const waiting = await findTaskId(deps.db, customer.id, "join");
  if (waiting !== null) return finishJoin(deps, customer.id, waiting, null);
  const payload = joinPayload(asker, wish, { phone, setting, isProved: true, attributes: { has_loyalty: true } });
  return startJoin(deps, customer, { setting, payload, proof: null, phone });
}

/** Goes on with joining by the code alone, for a page that was reloaded. @throws as joinLoyalty */
export async function continueJoin(
  deps: Deps,
  asker: Asker,
  { answer, ip }: Pick<CardWish, "answer" | "ip">,
): Promise<JoinStep> {
  const { form } = await getIntent<{ form: LoyaltyForm }>(deps, asker.holder, "loyalty_join");
  return joinLoyalty(deps, asker, { form, answer, verify: true, ip });
}

/**
 * One step of changing the account: the programme first, then the card, then with `is_sync` the profile. A number that
 * is neither the card's nor the customer's own proved one needs a code.
 *
 * @throws FieldErrors; AppError `not_found` without a card, `loyalty_100_3`, `unavailable`, and as provePhone
 */
export async function updateLoyaltyCard(deps: Deps, asker: Asker, wish: Omit<CardWish, "verify">): Promise<UpdateStep> {
  const { customer, holder, language } = asker;
  const card = await getCard(deps, customer.id);
  const setting = await getService(deps);
  const phone = parsePhone(deps, wish.form.phone);
  const isCardsPhone = phone === canonicalPhone(card.number, deps.env.DEFAULT_PHONE_REGION);
  let proof: Proof | null = null;
  if (!isCardsPhone && !isOwnProvedPhone(customer, phone)) {
    const result = await provePhone(
      deps,
      {
        purpose: "loyalty_update",
        holder,
        phone,
        confirmation: null,
        customerId: customer.id,
        notice: (await isAnothersPhone(deps.db, customer, phone)) ? "phone_taken" : null,
        intent: { form: wish.form },
        field: "phone",
        codeLength: deps.env.LOYALTY_OTP_LENGTH,
        language,
      },
      wish.answer,
    );
    if (result.step !== "proven") return result;
    proof = result.proof;
  }
  const programme = await findProgramme(deps, card.provider);
  if (!programme) throw unavailable();
  const known = await available(programme.read(card.accountNumber));
  if (!known) throw new AppError("not_found");
  const member = memberOf(wish.form, known);
  const isProved = proof !== null || isOwnProvedPhone(customer, phone);
  const payload: UpdatePayload = {
    member,
    profile: setting.is_sync ? cardData(wish.form, { phone, isProved }) : null,
    ip: wish.ip,
    source: "update_loyalty_card",
    keepSession: sessionOf(holder),
  };
  const { provider, accountNumber } = card;
  const taskId = await deps.db.$transaction(async (transaction) => {
    await proof?.consume(transaction);
    if (await isAnothersPhone(transaction, customer, phone)) throw FieldErrors.of("phone", "phone_taken");
    return queueUpdate(transaction, { customerId: customer.id, provider, accountNumber, payload });
  });
  throwUnlessDone(await tryTask(deps, taskId, WAIT_MS));
  return { step: "done", member };
}

/** Goes on with changing by the code alone. @throws as updateLoyaltyCard */
export async function continueUpdate(
  deps: Deps,
  asker: Asker,
  { answer, ip }: Pick<CardWish, "answer" | "ip">,
): Promise<UpdateStep> {
  const { form } = await getIntent<{ form: LoyaltyForm }>(deps, asker.holder, "loyalty_update");
  return updateLoyaltyCard(deps, asker, { form, answer, ip });
}

/**
 * Commits a new customer to the programme, in the transaction that makes him (register-with-loyalty).
 *
 * @param isPhoneProved false where the client's type goes without codes: such a number finds no account
 * @returns the task, for finishRegistrationJoin
 */
export async function queueRegistrationJoin(
  transaction: DbTransaction,
  setting: LoyaltyServiceSetting,
  customer: CustomerRow,
  isPhoneProved: boolean,
): Promise<number> {
  const payload: JoinPayload = {
    member: memberOfCustomer(customer),
    provedPhone: isPhoneProved ? customer.phoneCanonical : null,
    attributes: isPhoneProved ? { has_loyalty: true, verified_user: true } : { has_loyalty: true },
    profile: null,
    ip: "",
    source: "register-with-loyalty",
    keepSession: null,
  };
  const { provider } = setting;
  const id = await queueJoin(transaction, { customerId: customer.id, provider, payload });
  if (id === null) throw new Error("unreachable: a new customer is not joining yet");
  return id;
}

/**
 * Tries to make the card of somebody who just registered.
 *
 * @returns whether it is there, follows by itself, or was refused for good
 */
export async function finishRegistrationJoin(deps: Deps, taskId: number): Promise<"joined" | "pending" | "refused"> {
  try {
    const outcome = await tryTask(deps, taskId, REGISTRATION_WAIT_MS);
    if (outcome === "done") return "joined";
    return outcome === "taken" || outcome === "refused" ? "refused" : "pending";
  } catch (error) {
    deps.log.warn({ err: error, task: taskId }, "a loyalty task failed");
    return "pending";
  }
}

/** How the shop's programme is configured. @throws AppError `loyalty_100_3` when it is not */
export async function getService(deps: Deps): Promise<LoyaltyServiceSetting> {
  const service = await findLoyaltyService(deps);
  if (!service) throw new AppError("loyalty_100_3");
  return service.setting;
}

async function startJoin(
  deps: Deps,
  customer: CustomerRow,
  {
    setting,
    payload,
    proof,
    phone,
  }: { setting: LoyaltyServiceSetting; payload: JoinPayload; proof: Proof | null; phone: string },
): Promise<Extract<JoinStep, { step: "done" }>> {
  const { provider } = setting;
  const taskId = await deps.db.$transaction(async (transaction) => {
    await proof?.consume(transaction);
    if (await isAnothersPhone(transaction, customer, phone)) throw FieldErrors.of("phone", "phone_taken");
    return queueJoin(transaction, { customerId: customer.id, provider, payload });
  });
  if (taskId !== null) return finishJoin(deps, customer.id, taskId, { proof });
  const waiting = await findTaskId(deps.db, customer.id, "join");
  if (waiting !== null) return finishJoin(deps, customer.id, waiting, null);
  return getJoined(deps, customer.id);
}

/** @param own what this very request committed to: only that is given up again */
async function finishJoin(
  deps: Deps,
  customerId: number,
  taskId: number,
  own: { proof: Proof | null } | null,
): Promise<Extract<JoinStep, { step: "done" }>> {
  const outcome = await tryTask(deps, taskId, WAIT_MS);
  if (outcome === "lookup_failed" && own && (await abandonTask(deps.db, taskId))) {
    // Nothing was written anywhere: the same request, with the same code, may be sent again.
    await own.proof?.giveBack(deps.db);
  }
  throwUnlessDone(outcome);
  return getJoined(deps, customerId);
}

async function getJoined(deps: Deps, customerId: number): Promise<Extract<JoinStep, { step: "done" }>> {
  const card = await findCard(deps.db, customerId);
  // Another request was at it and gave it up.
  if (!card) throw unavailable();
  return { step: "done", card, customer: await getCustomer(deps.db, customerId) };
}

function throwUnlessDone(outcome: Outcome): void {
  if (outcome === "taken") throw new AppError("loyalty_100_2");
  if (outcome !== "done") throw unavailable();
}

function joinPayload(
  { customer, holder }: Asker,
  { form, ip }: Pick<CardWish, "form" | "ip">,
  {
    phone,
    setting,
    isProved,
    attributes,
  }: { phone: string; setting: LoyaltyServiceSetting; isProved: boolean; attributes: Record<string, true> },
): JoinPayload {
  const proved = isProved || isOwnProvedPhone(customer, phone);
  return {
    member: memberOf(form, memberOfCustomer(customer)),
    provedPhone: proved ? phone : null,
    attributes,
    profile: setting.is_sync ? cardData(form, { phone, isProved: proved }) : null,
    ip,
    source: "add_loyalty_card",
    keepSession: sessionOf(holder),
  };
}

function cardData(form: LoyaltyForm, { phone, isProved }: { phone: string; isProved: boolean }): CardData {
  const { firstName, lastName, gender, dateOfBirth, consents } = form;
  return {
    firstName,
    lastName,
    gender,
    dateOfBirth,
    consents,
    phone: { written: form.phone, canonical: phone, isProved },
  };
}

/** @throws FieldErrors on `phone` */
function parsePhone(deps: Deps, written: string): string {
  const canonical = canonicalPhone(written, deps.env.DEFAULT_PHONE_REGION);
  if (canonical === null) throw FieldErrors.of("phone", "phone");
  return canonical;
}

function isOwnProvedPhone({ phoneCanonical, phoneVerifiedAt }: CustomerRow, phone: string): boolean {
  return phone === phoneCanonical && phoneVerifiedAt !== null;
}

async function isAnothersPhone(
  db: Deps["db"] | DbTransaction,
  { phoneCanonical }: CustomerRow,
  phone: string,
): Promise<boolean> {
  return phone !== phoneCanonical && (await isPhoneTaken(db, phone));
}
