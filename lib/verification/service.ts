import { randomInt } from "node:crypto";
import { SmsDeliveryUnknownError, SmsNotSentError } from "@/lib/adapters/sms/port";
import type { Access, ChallengeHolder } from "@/lib/auth/rules";
import { isReachable, numberBlock } from "@/lib/contact/rules";
import { findIdByVerifiedPhone, isPhoneTaken } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { shopValues } from "@/lib/notifications/service";
import type { Db, DbTransaction } from "@/lib/platform/db";
import { AppError, FieldErrors } from "@/lib/platform/errors";
import { messageText } from "@/lib/platform/i18n/translate";
import type { LimitName, TakenPoints } from "@/lib/platform/limits";
import type { RequestContext } from "@/lib/platform/request-context";
import { equalInConstantTime, sign } from "@/lib/platform/secrets";
import {
  type Confirmation,
  confirmationHash,
  confirmationValues,
  isSignIn,
  PURPOSE_RULES,
} from "@/lib/verification/rules";
import type { Purpose } from "@/lib/verification/schema";
import {
  claimSending,
  consumeVerification,
  countGuess,
  findOpenByClient,
  findVerification,
  forgetGuess,
  type HolderColumns,
  openVerification,
  type Question,
  releaseSending,
  reopenVerification,
  updatePayload,
  type VerificationRow,
} from "@/lib/verification/store";

/*
 * The one SMS challenge (decision 7): ask, ask again, submit the code. A code proves who asked, for which purpose,
 * which number and what else is confirmed, together and once.
 */

export type Challenge = {
  purpose: Purpose;
  phone: string;
  confirmation?: Confirmation;
  /** Stored for a page that is reloaded; null for a use case that cannot wait. */
  payload: object | null;
};

/** Nothing yet, the code, or the wish for another one. */
export type Submission = { code?: string | undefined; resend?: boolean | undefined };

/** A right code, to be consumed in the transaction that does what it allows. */
export type Grant = {
  phone: string;
  /** Whose account the code opens, or who asked for it; null for nobody. */
  customerId: number | null;
  /** @throws AppError `sms_verification_100_4` when somebody else consumed it first */
  consume(db: Db | DbTransaction): Promise<void>;
  /** Makes the code good again, when what failed was not the caller's doing. */
  restore(db: Db): Promise<void>;
};

export type PendingStep = { step: "sent" | "resent"; verification: VerificationRow };
export type ChallengeStep = PendingStep | { step: "verified"; grant: Grant };

/** A gateway has three seconds; whoever dies while sending blocks the challenge for this long. */
const SENDING_LEASE_SECONDS = 15;
const WAIT_MS = 8000;
const WAIT_STEP_MS = 50;
const UNAVAILABLE_RETRY_SECONDS = 10;
const CLIENT_CHALLENGES_MAX = 20;

/**
 * One step of a challenge: sends a code, sends another, or checks the one that was submitted. An identical question
 * within the pause is answered like the first, without a second message.
 * @throws FieldErrors for a number that gets no messages; AppError `throttled`, `unavailable` (nothing was sent),
 *   `sms_verification_100_1` to `100_4`, `kvkk_service_100_2`
 */
export async function verifyPhone(
  deps: Deps,
  actor: ChallengeHolder,
  challenge: Challenge,
  submission: Submission,
  context: RequestContext,
): Promise<ChallengeStep> {
  const { purpose, phone, confirmation = null, payload } = challenge;
  const question = { purpose, phone, confirmHash: confirmationHash(confirmation) };
  if (!submitsCode(submission)) return ask(deps, actor, { question, payload }, submission, context);
  const row = await findVerification(deps.db, holderKey(actor.access, phone), purpose);
  if (!row) throw new AppError("sms_verification_100_4");
  if (row.phone !== phone) throw new AppError("sms_verification_100_1");
  if (row.confirmHash !== question.confirmHash && confirmation) {
    throw new AppError("kvkk_service_100_2", { values: confirmationValues(confirmation) });
  }
  return checkCode(deps, actor, row, submission.code);
}

/**
 * Goes on with the actor's open challenge, for a page that has nothing but the code. @returns also the stored payload
 * @throws AppError `sms_verification_100_4` when there is none or its use case cannot wait, and as verifyPhone
 */
export async function resumeChallenge(
  deps: Deps,
  actor: ChallengeHolder,
  purpose: Purpose,
  submission: Submission,
  context: RequestContext,
): Promise<PendingStep | { step: "verified"; grant: Grant; payload: object }> {
  const row = await findVerification(deps.db, holderKey(actor.access), purpose);
  if (!row?.payload) throw new AppError("sms_verification_100_4");
  const { payload } = row;
  if (!submitsCode(submission)) return ask(deps, actor, { question: row, payload }, submission, context);
  return { ...(await checkCode(deps, actor, row, submission.code)), payload };
}

/** Who wants another code has none, whatever else they send. */
export function submitsCode(submission: Submission): submission is { code: string } {
  return submission.code !== undefined && !submission.resend;
}

/** @throws AppError `not_found` when no challenge waits for its code */
export async function getOpenVerification(
  deps: Deps,
  { access }: Pick<ChallengeHolder, "access">,
  purpose: Purpose,
): Promise<VerificationRow> {
  const row = await findVerification(deps.db, holderKey(access), purpose);
  if (!row?.isOpen) throw new AppError("not_found");
  return row;
}

/**
 * Finds the challenge of a code among those of a client that names no number. The code counts as a guess at each of
 * them.
 * @throws AppError as verifyPhone
 */
export async function verifyByCode(
  deps: Deps,
  { access }: ChallengeHolder & { access: { kind: "client" } },
  purpose: Purpose,
  code: string,
): Promise<Grant> {
  const rows = await findOpenByClient(deps.db, access.key, purpose, CLIENT_CHALLENGES_MAX);
  let refusal = new AppError("sms_verification_100_4");
  const wrong: Judgement[] = [];
  for (const row of rows) {
    try {
      const judgement = await judgeGuess(deps, row, code, await findIdByVerifiedPhone(deps.db, row.phone));
      if (judgement.grant) {
        // Wrong for the neighbours only because it was never meant for them.
        for (const { forget } of wrong) await forget();
        return judgement.grant;
      }
      wrong.push(judgement);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refusal = error;
    }
  }
  throw wrong.length > 0 ? new AppError("sms_verification_100_2") : refusal;
}

type Asked = { question: Question; payload: object | null };

async function ask(
  deps: Deps,
  actor: ChallengeHolder,
  { question, payload }: Asked,
  { resend = false }: Submission,
  context: RequestContext,
): Promise<PendingStep> {
  const { SMS_COUNTRIES: countries, DEFAULT_PHONE_REGION: region, SMS_GAP_SECONDS: gap } = deps.env;
  const { purpose, phone, confirmHash } = question;
  if (!isReachable(phone, { countries, region })) {
    throw FieldErrors.of(PURPOSE_RULES[purpose].field, "phone_unreachable");
  }
  const step = resend ? "resent" : "sent";
  const holder = holderColumns(actor.access, phone);
  const claim = { unlessAsked: resend ? null : gap, leaseSeconds: SENDING_LEASE_SECONDS };
  for (const deadline = Date.now() + WAIT_MS; Date.now() < deadline; ) {
    const id = await claimSending(deps.db, holder, question, claim);
    if (id !== null) return { step, verification: await send(deps, actor, { id, question, payload }, context) };
    const row = await findVerification(deps.db, holder.holder, purpose);
    // Only a session or token that ended meanwhile has neither the right to send nor a challenge.
    if (!row) throw new AppError("sms_verification_100_4");
    // What was sent meanwhile answers this question only if it was the same.
    if (row.phone === phone && row.confirmHash === confirmHash && row.isOpen && !row.isSending) {
      await updatePayload(deps.db, row.id, payload);
      return { step, verification: row };
    }
    await new Promise((resolve) => setTimeout(resolve, WAIT_STEP_MS));
  }
  throw new AppError("unavailable", { retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS });
}

async function send(
  deps: Deps,
  actor: ChallengeHolder,
  { id, question, payload }: Asked & { id: number },
  context: RequestContext,
): Promise<VerificationRow> {
  const { purpose, phone } = question;
  let points: TakenPoints;
  let alert: Alert | null;
  try {
    alert = await findAlert(deps, actor, question);
    points = await takePoints(deps, actor, question);
  } catch (error) {
    await releaseSending(deps.db, id);
    throw error;
  }
  const codeLength = deps.env[PURPOSE_RULES[purpose].codeLength];
  const code = alert ? null : randomCode(codeLength);
  const pauses = points.left("smsBurstPerPhone") === 0;
  try {
    await deps.sms.send({ to: phone, text: smsText(deps, alert, code, context), code });
  } catch (error) {
    if (error instanceof SmsDeliveryUnknownError) {
      // Its code counts, and nobody who repeats the question causes a second one. Who waits in vain asks for another.
      deps.log.warn({ err: error, purpose }, "SMS delivery unknown");
    } else {
      await releaseSending(deps.db, id);
      await points.refund();
      if (!(error instanceof SmsNotSentError)) throw error;
      deps.log.error({ err: error, purpose }, "failed to send SMS");
      throw new AppError("unavailable", { retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS, cause: error });
    }
  }
  if (pauses) await deps.limits.pause("smsBurstPerPhone", phoneKey(phone));
  const row = await openVerification(deps.db, id, question, {
    payload,
    codeHash: code && hashCode(id, code),
    codeLength,
    lifeSeconds: deps.env.SMS_OTP_EXPIRE_TIME,
    resendAfterSeconds: Math.max(pauses ? deps.env.SMS_GAP_SECONDS : 0, points.secondsToNext()),
  });
  // The session or token ended while its message was sent, and the challenge with it.
  if (!row) throw new AppError("sms_verification_100_4");
  return row;
}

/** A text of `sms` to send instead of a code: only the number's owner learns that it is not to be verified. */
type Alert = "phone_taken" | "no_account";

async function findAlert(
  deps: Deps,
  { customer }: ChallengeHolder,
  { purpose, phone }: Question,
): Promise<Alert | null> {
  if (isSignIn(purpose)) return (await findIdByVerifiedPhone(deps.db, phone)) === null ? "no_account" : null;
  if (phone === customer?.phoneCanonical) return null;
  return (await isPhoneTaken(deps.db, phone)) ? "phone_taken" : null;
}

async function takePoints(
  deps: Deps,
  { customer }: ChallengeHolder,
  { phone, purpose }: Question,
): Promise<TakenPoints> {
  const number = phoneKey(phone);
  const points: [LimitName, string][] = [
    ["smsBurstPerPhone", number],
    ["smsPerPhoneIn10Minutes", number],
    ["smsPerPhoneInHour", number],
    ["smsPerPhoneInDay", number],
  ];
  // Who is not signed in yet must not learn from a limit that the number has an account.
  if (customer && !isSignIn(purpose)) points.push(["smsPerAccountInHour", `id:${customer.id}`]);
  points.push(["smsPerBlockInHour", phoneKey(numberBlock(phone))], ["smsInHour", "all"]);
  try {
    return await deps.limits.consumeAll(points);
  } catch (error) {
    if (error instanceof AppError && error.values.limit === "smsInHour") {
      deps.log.error(
        { alarm: "sms_total", perHour: deps.env.SMS_TOTAL_HOUR },
        "ALARM: the shop's SMS limit is reached",
      );
    }
    throw error;
  }
}

function smsText(deps: Deps, alert: Alert | null, code: string | null, { language }: RequestContext): string {
  const values = shopValues(deps);
  if (alert || code === null) return messageText(language, `sms.${alert}`, values);
  const minutes = Math.round(deps.env.SMS_OTP_EXPIRE_TIME / 60);
  const text = messageText(language, "sms.code", { ...values, code, minutes });
  // The last line lets browsers fill the code in on our own pages only (WICG "Origin-bound one-time codes").
  return `${text}\n@${new URL(deps.env.APP_URL).hostname} #${code}`;
}

function randomCode(length: number): string {
  return String(randomInt(0, 10 ** length)).padStart(length, "0");
}

async function checkCode(
  deps: Deps,
  { customer }: ChallengeHolder,
  row: VerificationRow,
  code: string,
): Promise<{ step: "verified"; grant: Grant }> {
  const customerId = isSignIn(row.purpose) ? await findIdByVerifiedPhone(deps.db, row.phone) : (customer?.id ?? null);
  const { grant } = await judgeGuess(deps, row, code, customerId);
  if (!grant) throw new AppError("sms_verification_100_2");
  return { step: "verified", grant };
}

type Judgement = {
  /** Null for a wrong code. */
  grant: Grant | null;
  /** As if the guess had not been made. */
  forget(): Promise<void>;
};

/**
 * Counts a guess in statements of its own before telling whether it is right. A repeated guess is not counted again,
 * but is refused once the day's guesses are used up; one that is refused so was not looked at, and counts for nothing.
 * @throws AppError `sms_verification_100_4` when the code is no longer good, `throttled`
 */
async function judgeGuess(
  deps: Deps,
  row: VerificationRow,
  code: string,
  customerId: number | null,
): Promise<Judgement> {
  const guess = hashCode(row.id, code);
  const isSuperseded = guess !== row.codeHash && row.supersededHashes.includes(guess);
  if (!row.isOpen || isSuperseded) throw new AppError("sms_verification_100_4");
  const counted = await countGuess(deps.db, row.id, guess);
  if (!counted) throw new AppError("sms_verification_100_4");
  const points: [LimitName, string][] = [["codeGuessesPerPhone", phoneKey(row.phone)]];
  if (customerId !== null) points.push(["codeGuessesPerAccount", `id:${customerId}`]);
  let taken: TakenPoints | null = null;
  try {
    if (counted.isNew) taken = await deps.limits.consumeAll(points);
    else await deps.limits.assertLeft(points);
  } catch (error) {
    if (counted.isNew) await forgetGuess(deps.db, row.id, guess);
    throw error;
  }
  const { codeHash } = row;
  if (codeHash === null || !equalInConstantTime(codeHash, guess)) {
    const forget = async () => {
      if (!counted.isNew) return;
      await forgetGuess(deps.db, row.id, guess);
      await taken?.refund();
    };
    return { grant: null, forget };
  }
  await taken?.refund();
  const grant: Grant = {
    phone: row.phone,
    customerId,
    async consume(db) {
      if (!(await consumeVerification(db, row.id, codeHash))) throw new AppError("sms_verification_100_4");
    },
    restore: (db) => reopenVerification(db, row.id, codeHash, row.payload),
  };
  return { grant, forget: async () => {} };
}

function holderKey(access: Access, phone = ""): string {
  // A client without cookies may have several sign-ins pending, one for each number.
  return access.kind === "client" ? `client:${access.key}:${phoneKey(phone)}` : `${access.kind}:${access.id}`;
}

function holderColumns(access: Access, phone: string): HolderColumns {
  return {
    holder: holderKey(access, phone),
    sessionId: access.kind === "session" ? access.id : null,
    apiTokenId: access.kind === "token" ? access.id : null,
    clientKey: access.kind === "client" ? access.key : null,
  };
}

/** Limits know numbers by this only. */
function phoneKey(phone: string): string {
  return sign("limits", phone).slice(0, 32);
}

/** Codes are few, so a plain hash would give them away: the key is not in the database. */
function hashCode(verificationId: number, code: string): string {
  return sign("sms-code", `${verificationId}:${code}`);
}
