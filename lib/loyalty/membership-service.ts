import type { LoyaltyMember } from "@/lib/adapters/loyalty-provider/port";
import { assertFreshSignIn } from "@/lib/auth/fresh-sign-in-service";
import { type CustomerActor, sessionIdOf } from "@/lib/auth/rules";
import { canonicalPhone, parsePhone } from "@/lib/contact/phone-rules";
import { verifiedPhoneOf } from "@/lib/customers/rules";
import { type CustomerRow, getCustomer, isPhoneTaken } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { findLoyaltyService, findProgramme } from "@/lib/loyalty/provider-service";
import { memberOf, memberOfCustomer, toldOf } from "@/lib/loyalty/rules";
import type { LoyaltyForm } from "@/lib/loyalty/schema";
import { available, getCard, unavailable } from "@/lib/loyalty/service";
import { type LoyaltyCardRow, readCard } from "@/lib/loyalty/store";
import { isRefusal, REFUSALS, runSync, type SyncOutcome } from "@/lib/loyalty/sync-service";
import {
  abandonJoin,
  findJoinId,
  insertJoin,
  insertUpdate,
  type JoinInput,
  readQuestion,
  type UpdateInput,
} from "@/lib/loyalty/sync-store";
import { transact } from "@/lib/platform/database/transact";
import type { DbTransaction } from "@/lib/platform/db";
import { AppError, FieldErrors } from "@/lib/platform/errors";
import type { RequestContext } from "@/lib/platform/request-context";
import type { CardData } from "@/lib/profile/card-data-service";
import type { LoyaltyServiceSetting } from "@/lib/settings/schema";
import type { Grant } from "@/lib/verification/guess-service";
import { type PendingStep, type Submission, verifyPhone } from "@/lib/verification/service";

/* Joining the loyalty programme and changing what it knows. */

/** How long a request waits for another that runs the same job. */
const WAIT_MS = 8000;

export type JoinDone = { step: "done"; card: LoyaltyCardRow; customer: CustomerRow };
export type JoinStep = PendingStep | JoinDone;
export type UpdateDone = { step: "done"; member: LoyaltyMember };
export type UpdateStep = PendingStep | UpdateDone;

export type MemberInput = { form: LoyaltyForm; source: string };

/**
 * One step of joining: sends the code, or links the person's own account or opens one, and makes the card. Only a
 * verified number finds an account. @param verify false for clients that go without codes
 * @throws FieldErrors, for a taken `phone` once it is verified; AppError `loyalty_100_1` to `100_6`, `unavailable`
 *   (what the programme may have done already is completed later), and as verifyPhone
 */
export async function joinLoyalty(
  deps: Deps,
  actor: CustomerActor,
  { form, source, verify, submission }: MemberInput & { verify: boolean; submission: Submission },
  context: RequestContext,
): Promise<JoinStep> {
  const { id } = actor.customer;
  const input = { form, source };
  const { setting, phone } = await prepareJoin(deps, actor, form);
  await assertMayBring(deps, actor, setting, phone);
  const joined = await continueJoin(deps, id, phone);
  if (joined) return joined;
  if (!verify) return applyJoin(deps, actor, input, null, context);
  const challenge = { purpose: "loyalty_join", phone, payload: input } as const;
  const step = await verifyPhone(deps, actor, challenge, submission, context);
  return step.step === "verified" ? applyJoin(deps, actor, input, step.grant, context) : step;
}

/** @param grant null without a code @throws as joinLoyalty */
export async function applyJoin(
  deps: Deps,
  actor: CustomerActor,
  { form, source }: MemberInput,
  grant: Grant | null,
  context: RequestContext,
): Promise<JoinDone> {
  const join = await prepareJoin(deps, actor, form);
  return commitJoin(deps, actor, { ...join, form, grant }, { ...context, source });
}

/**
 * Joins without a code, with the customer's own verified phone.
 * @throws AppError `sms_verification_100_1` for any other, and as joinLoyalty
 */
export async function joinWithVerifiedPhone(
  deps: Deps,
  actor: CustomerActor,
  { form }: { form: LoyaltyForm },
  context: RequestContext,
): Promise<JoinDone> {
  const { customer } = actor;
  const { setting, phone } = await prepareJoin(deps, actor, form);
  if (!isOwnVerifiedPhone(customer, phone)) throw new AppError("sms_verification_100_1");
  const joined = await continueJoin(deps, customer.id, phone);
  return joined ?? commitJoin(deps, actor, { setting, phone, form, grant: null }, context);
}

/**
 * One step of changing the account: the programme first, then the card, then with `is_sync` the profile. A number that
 * is neither the card's nor the customer's own verified one needs a code.
 * @throws FieldErrors; AppError `not_found` without a card, `loyalty_100_2`, `100_3`, `100_5`, `100_6`, `unavailable`,
 *   and as verifyPhone
 */
export async function updateLoyaltyCard(
  deps: Deps,
  actor: CustomerActor,
  { form, source, submission }: MemberInput & { submission: Submission },
  context: RequestContext,
): Promise<UpdateStep> {
  const input = { form, source };
  const card = await getCard(deps, actor.customer.id);
  const setting = await getService(deps);
  const { DEFAULT_PHONE_REGION: region } = deps.env;
  const phone = parsePhone(form.phone, region);
  await assertMayBring(deps, actor, setting, phone);
  if (phone === canonicalPhone(card.number, region) || isOwnVerifiedPhone(actor.customer, phone)) {
    return applyUpdate(deps, actor, input, null, context);
  }
  const challenge = { purpose: "loyalty_update", phone, payload: input } as const;
  const step = await verifyPhone(deps, actor, challenge, submission, context);
  return step.step === "verified" ? applyUpdate(deps, actor, input, step.grant, context) : step;
}

/** @param grant null without a code @throws as updateLoyaltyCard */
export async function applyUpdate(
  deps: Deps,
  actor: CustomerActor,
  { form, source }: MemberInput,
  grant: Grant | null,
  { ip }: RequestContext,
): Promise<UpdateDone> {
  const { customer } = actor;
  const { provider, accountNumber } = await getCard(deps, customer.id);
  const setting = await getService(deps);
  const phone = parsePhone(form.phone, deps.env.DEFAULT_PHONE_REGION);
  const programme = await findProgramme(deps, provider);
  if (!programme) throw unavailable();
  const known = await available(programme.read(accountNumber));
  if (!known) throw new AppError("not_found");
  const member = memberOf(form, known);
  const isProved = grant !== null || isOwnVerifiedPhone(customer, phone);
  const input: UpdateInput = {
    member,
    profile: setting.is_sync ? cardData(form, { phone, isProved }) : null,
    ip,
    source,
    keepSession: keptSession(actor),
  };
  const jobId = await transact(deps.db, async (transaction) => {
    await grant?.consume(transaction);
    await assertPhoneFree(transaction, customer, phone);
    return insertUpdate(transaction, { customerId: customer.id, account: { provider, accountNumber }, input });
  });
  throwUnlessDone(await runSync(deps, jobId, WAIT_MS));
  return { step: "done", member };
}

/** @throws AppError `loyalty_100_3` when no programme is configured */
export async function getService(deps: Deps): Promise<LoyaltyServiceSetting> {
  const service = await findLoyaltyService(deps);
  if (!service) throw new AppError("loyalty_100_3");
  return service.setting;
}

/** @throws AppError `loyalty_100_3` without a programme, `loyalty_100_1` with a card already; FieldErrors on `phone` */
async function prepareJoin(
  deps: Deps,
  { customer }: CustomerActor,
  form: LoyaltyForm,
): Promise<{ setting: LoyaltyServiceSetting; phone: string }> {
  const setting = await getService(deps);
  if (await readCard(deps.db, customer.id)) throw new AppError("loyalty_100_1");
  return { setting, phone: parsePhone(form.phone, deps.env.DEFAULT_PHONE_REGION) };
}

/**
 * Goes on with the join under way, if any: its number is verified already, and the programme failed. One that waits for a
 * proof about another number than this is given up.
 */
async function continueJoin(deps: Deps, customerId: number, phone: string): Promise<JoinDone | null> {
  const question = await readQuestion(deps.db, customerId);
  if (question && question.provedPhone !== phone) await abandonJoin(deps.db, customerId, question.joinId);
  return finishPendingJoin(deps, customerId);
}

/** Commits to a join and runs it, however they came to it. */
async function commitJoin(
  deps: Deps,
  actor: CustomerActor,
  {
    setting,
    phone,
    form,
    grant,
  }: { setting: LoyaltyServiceSetting; phone: string; form: LoyaltyForm; grant: Grant | null },
  { ip, source }: RequestContext,
): Promise<JoinDone> {
  const { customer } = actor;
  const isProved = grant !== null || isOwnVerifiedPhone(customer, phone);
  const input: JoinInput = {
    member: { ...memberOf(form, memberOfCustomer(customer)), ...toldOf(customer, deps.fields) },
    provedPhone: isProved ? phone : null,
    attributes: grant ? { has_loyalty: true, verified_user: true } : { has_loyalty: true },
    contact: { phone: customer.phone, email: customer.email },
    profile: setting.is_sync ? cardData(form, { phone, isProved }) : null,
    ip,
    source,
    keepSession: keptSession(actor),
  };
  const jobId = await transact(deps.db, async (transaction) => {
    await grant?.consume(transaction);
    await assertPhoneFree(transaction, customer, phone);
    return insertJoin(transaction, { customerId: customer.id, provider: setting.provider, input });
  });
  if (jobId !== null) return finishJoin(deps, customer.id, jobId, { grant });
  return (await finishPendingJoin(deps, customer.id)) ?? getJoined(deps, customer.id);
}

/** @returns null when there is none */
async function finishPendingJoin(deps: Deps, customerId: number): Promise<JoinDone | null> {
  const id = await findJoinId(deps.db, customerId);
  return id === null ? null : finishJoin(deps, customerId, id, null);
}

/**
 * Runs a join and tells how it ended. @param own what this very request committed to: only that is given up again
 * @throws as joinLoyalty
 */
export async function finishJoin(
  deps: Deps,
  customerId: number,
  jobId: bigint,
  own: { grant: Grant | null } | null,
): Promise<JoinDone> {
  const outcome = await runSync(deps, jobId, WAIT_MS);
  const isUntouched = outcome === "lookup_failed" || outcome === "email_unproved";
  if (isUntouched && own && (await abandonJoin(deps.db, customerId, jobId))) {
    // Nothing was written anywhere: the same request, with the same code, may be sent again.
    await own.grant?.restore(deps.db);
  }
  throwUnlessDone(outcome);
  return getJoined(deps, customerId);
}

async function getJoined(deps: Deps, customerId: number): Promise<JoinDone> {
  const card = await readCard(deps.db, customerId);
  // Another request was at it and gave it up.
  if (!card) throw unavailable();
  return { step: "done", card, customer: await getCustomer(deps.db, customerId) };
}

function throwUnlessDone(outcome: SyncOutcome): void {
  if (isRefusal(outcome)) throw new AppError(REFUSALS[outcome]);
  if (outcome === "email_unproved" || outcome === "second_proof") throw new AppError("loyalty_100_4");
  if (outcome !== "done") throw unavailable();
}

/** Payloads of jobs are JSON, which has no bigint. */
function keptSession(actor: CustomerActor): number | null {
  const id = sessionIdOf(actor);
  return id === null ? null : Number(id);
}

function cardData(form: LoyaltyForm, { phone, isProved }: { phone: string; isProved: boolean }): CardData {
  const { firstName, lastName, gender, dateOfBirth, consents } = form;
  const number = { written: form.phone, canonical: phone, isProved };
  return { firstName, lastName, gender, dateOfBirth, consents, phone: number };
}

/** With `is_sync` the form's number becomes the profile's. @throws as assertFreshSignIn, for another than that */
async function assertMayBring(
  deps: Deps,
  actor: CustomerActor,
  { is_sync: isSync }: LoyaltyServiceSetting,
  phone: string,
): Promise<void> {
  if (isSync && phone !== actor.customer.phoneCanonical) await assertFreshSignIn(deps, actor);
}

function isOwnVerifiedPhone(customer: CustomerRow, phone: string): boolean {
  return phone === verifiedPhoneOf(customer);
}

/** @throws FieldErrors on `phone` when it belongs to another customer */
async function assertPhoneFree(
  transaction: DbTransaction,
  { phoneCanonical }: CustomerRow,
  phone: string,
): Promise<void> {
  if (phone !== phoneCanonical && (await isPhoneTaken(transaction, phone)))
    throw FieldErrors.of("phone", "phone_taken");
}
