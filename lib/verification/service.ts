import { randomInt } from "node:crypto";
import { SmsNotSentError, SmsUnsureError } from "@/lib/adapters/sms/port";
import type { Deps } from "@/lib/deps";
import { isReachable } from "@/lib/notifications/rules";
import { shopValues } from "@/lib/notifications/service";
import type { Db, DbTransaction } from "@/lib/platform/db";
import { AppError, FieldErrors } from "@/lib/platform/errors";
import type { Language } from "@/lib/platform/i18n/languages";
import { messageText } from "@/lib/platform/i18n/translate";
import type { LimitName, TakenPoints } from "@/lib/platform/limits";
import { equalInConstantTime, sign } from "@/lib/platform/secrets";
import { type Confirmation, confirmationHash, confirmationValues, numberBlock } from "@/lib/verification/rules";
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
  updateIntent,
  type VerificationRow,
} from "@/lib/verification/store";

/*
 * The one SMS dialogue (contract of every phone-bound action): ask → answer, with as many new codes in between as the
 * limits let pass. Who asks, for what, which number and what else is confirmed are bound together; the code proves that
 * whole, once.
 */

/** Who asks: a session (a guest's too), an API token, or a client that keeps no cookie, known by its address and name. */
export type Holder = { kind: "session"; id: number } | { kind: "token"; id: number } | { kind: "client"; key: string };

export type Dialogue = {
  purpose: Purpose;
  holder: Holder;
  /** Canonical, as lib/profile/rules makes it. */
  phone: string;
  /** What the code confirms beside the number; null for nothing. */
  confirmation: Confirmation | null;
  /** The signed-in customer who asks, or whom the code would let in: his wrong guesses and messages count together. */
  customerId: number | null;
  /** A text of `sms` to send instead of a code: the number is not to be proved, and only its owner learns that. */
  notice: "phone_taken" | "no_account" | null;
  /** What to do once the number is proved, kept for a page that is reloaded; never a password in the clear. */
  intent: object | null;
  /** Name of the field in which the number came, for faults. */
  field: "phone" | "mobile_number";
  /** Digits of the code; OTP_LENGTH unless told. */
  codeLength?: number;
  language: Language;
};

/** What the caller said: nothing yet, the code, or that he wants another. */
export type Answer = { code?: string | undefined; resend?: boolean | undefined };

/** A right code, to be used up in the transaction that does what it proves. */
export type Proof = {
  /** @throws AppError `sms_verification_100_4` when somebody else used it first */
  consume(db: Db | DbTransaction): Promise<void>;
  /** Makes the code good again, after nothing could be done with it for a reason that is not the caller's. */
  giveBack(db: Db): Promise<void>;
};

export type DialogueStep =
  | { step: "sent"; verification: VerificationRow }
  | { step: "resent"; verification: VerificationRow }
  | { step: "proven"; proof: Proof };

/** A gateway has three seconds; whoever dies while sending blocks the dialogue for so long. */
const SENDING_LEASE_SECONDS = 15;
/** How long, and how often, one waits for another who sends the same message right now. */
const WAIT_MS = 8000;
const WAIT_STEP_MS = 50;
const UNAVAILABLE_RETRY_SECONDS = 10;
/** Pending sign-ins of one client that a code is looked for in. */
const CLIENT_DIALOGUES_MAX = 20;

/**
 * One step of a dialogue: sends a code, sends another, or checks the one that came.
 *
 * An identical question within the pause is answered like the first, without a second message.
 *
 * @returns `sent` or `resent` with where the dialogue stands, or `proven` with the proof to consume
 * @throws FieldErrors for a number that gets no messages; AppError `throttled`, `unavailable` (nothing was sent),
 *   `sms_verification_100_4` when the holder is gone meanwhile, and for a code `sms_verification_100_1`,
 *   `kvkk_service_100_2`, `sms_verification_100_2`, `sms_verification_100_4`
 */
export async function provePhone(deps: Deps, dialogue: Dialogue, answer: Answer): Promise<DialogueStep> {
  if (bringsCode(answer)) return { step: "proven", proof: await checkCode(deps, dialogue, answer.code) };
  const resend = answer.resend === true;
  const verification = await ask(deps, dialogue, resend);
  return { step: resend ? "resent" : "sent", verification };
}

/** Whether a code is to be checked, not a message to be sent: who wants another one has none, whatever he sends along. */
export function bringsCode(answer: Answer): answer is { code: string } {
  return answer.code !== undefined && !answer.resend;
}

/**
 * The dialogue that is still open, for a page that was reloaded.
 *
 * @throws AppError `not_found`
 */
export async function getOpenVerification(deps: Deps, holder: Holder, purpose: Purpose): Promise<VerificationRow> {
  const row = await findVerification(deps.db, holderText(holder), purpose);
  if (!row?.isOpen) throw new AppError("not_found");
  return row;
}

/**
 * What was to be done once the number is proved, of a dialogue that waits for its code or ran out of time.
 *
 * @throws AppError `sms_verification_100_4` when there is none, or when it can only be continued by asking again in full
 */
export async function getIntent<Intent extends object>(deps: Deps, holder: Holder, purpose: Purpose): Promise<Intent> {
  const row = await findVerification(deps.db, holderText(holder), purpose);
  if (!row?.intent) throw new AppError("sms_verification_100_4");
  return row.intent as Intent;
}

/**
 * Finds the dialogue that a code answers among those of a client that names no number (customers/auth/otp/verify). The
 * code counts as a guess at each of them.
 *
 * @returns the number proved, canonical
 * @throws AppError as provePhone
 */
export async function proveByCode(
  deps: Deps,
  { holder, purpose }: { holder: Holder & { kind: "client" }; purpose: Purpose },
  code: string,
  customerOf: (phone: string) => Promise<number | null>,
): Promise<{ phone: string; proof: Proof }> {
  const rows = await findOpenByClient(deps.db, holder.key, purpose, CLIENT_DIALOGUES_MAX);
  let refusal = new AppError("sms_verification_100_4");
  const wrong: Judgement[] = [];
  for (const row of rows) {
    try {
      const judgement = await judgeGuess(deps, row, code, await customerOf(row.phone));
      if (!judgement.proof) {
        wrong.push(judgement);
        continue;
      }
      // Wrong for the neighbours only because it was never meant for them.
      for (const { forget } of wrong) await forget();
      return { phone: row.phone, proof: judgement.proof };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refusal = error;
    }
  }
  if (wrong.length > 0) throw new AppError("sms_verification_100_2");
  throw refusal;
}

// ——— asking

async function ask(deps: Deps, dialogue: Dialogue, resend: boolean): Promise<VerificationRow> {
  const { SMS_COUNTRIES: countries, DEFAULT_PHONE_REGION: region, SMS_GAP_SECONDS: gap } = deps.env;
  if (!isReachable(dialogue.phone, { countries, region })) throw FieldErrors.of(dialogue.field, "phone_unreachable");
  const columns = holderColumns(dialogue);
  const question = questionOf(dialogue);
  const claim = { unlessAsked: resend ? null : gap, leaseSeconds: SENDING_LEASE_SECONDS };
  for (const deadline = Date.now() + WAIT_MS; Date.now() < deadline; ) {
    const id = await claimSending(deps.db, columns, question, claim);
    if (id !== null) return send(deps, dialogue, id);
    const row = await findVerification(deps.db, columns.holder, dialogue.purpose);
    // Only a session or token that ended meanwhile has neither the right to send nor a dialogue.
    if (!row) throw new AppError("sms_verification_100_4");
    // What was sent meanwhile answers this question only if it was the same.
    const isAnswered = row.phone === question.phone && row.confirmHash === question.confirmHash;
    if (isAnswered && row.isOpen && !row.isSending) {
      await updateIntent(deps.db, row.id, dialogue.intent);
      return row;
    }
    await new Promise((resolve) => setTimeout(resolve, WAIT_STEP_MS));
  }
  throw new AppError("unavailable", { retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS });
}

async function send(deps: Deps, dialogue: Dialogue, id: number): Promise<VerificationRow> {
  let points: TakenPoints;
  try {
    points = await takePoints(deps, dialogue);
  } catch (error) {
    await releaseSending(deps.db, id);
    throw error;
  }
  const codeLength = dialogue.codeLength ?? deps.env.OTP_LENGTH;
  const code = dialogue.notice ? null : randomCode(codeLength);
  const pauses = points.left("smsBurstPerPhone") === 0;
  try {
    await deps.sms.send({ to: dialogue.phone, text: smsText(deps, dialogue, code), code });
  } catch (error) {
    if (error instanceof SmsUnsureError) {
      // It may have been sent, so it is answered as sent: its code counts, and nobody who repeats the question causes a
      // second one. Who waits in vain asks for another.
      deps.log.warn({ err: error, purpose: dialogue.purpose }, "an SMS may not have been sent");
    } else {
      await releaseSending(deps.db, id);
      await points.giveBack();
      if (!(error instanceof SmsNotSentError)) throw error;
      deps.log.error({ err: error, purpose: dialogue.purpose }, "an SMS was not sent");
      throw new AppError("unavailable", { retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS, cause: error });
    }
  }
  if (pauses) await deps.limits.pause("smsBurstPerPhone", phoneKey(dialogue.phone));
  const row = await openVerification(deps.db, id, questionOf(dialogue), {
    intent: dialogue.intent,
    codeHash: code && hashCode(id, code),
    codeLength,
    lifeSeconds: deps.env.SMS_OTP_EXPIRE_TIME,
    resendAfterSeconds: Math.max(pauses ? deps.env.SMS_GAP_SECONDS : 0, points.secondsToNext()),
  });
  // The session or token ended while its message was sent, and the dialogue with it.
  if (!row) throw new AppError("sms_verification_100_4");
  return row;
}

/** @throws AppError `throttled`; an alarm goes to the log when it is the limit over all */
async function takePoints(deps: Deps, { phone, customerId, purpose }: Dialogue): Promise<TakenPoints> {
  const number = phoneKey(phone);
  const isSignIn = purpose === "sign_in" || purpose === "token_sign_in";
  const points: [LimitName, string][] = [
    ["smsBurstPerPhone", number],
    ["smsPerPhoneIn10Minutes", number],
    ["smsPerPhoneInHour", number],
    ["smsPerPhoneInDay", number],
    // Who is not signed in yet must not learn from a limit that the number is somebody's.
    ...(customerId === null || isSignIn ? [] : ([["smsPerAccountInHour", `id:${customerId}`]] as const)).map(
      ([name, key]) => [name, key] as [LimitName, string],
    ),
    ["smsPerBlockInHour", phoneKey(numberBlock(phone))],
    ["smsInHour", "all"],
  ];
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

function smsText(deps: Deps, { notice, language }: Dialogue, code: string | null): string {
  const values = shopValues(deps);
  if (notice || code === null) return messageText(language, `sms.${notice}`, values);
  const minutes = Math.round(deps.env.SMS_OTP_EXPIRE_TIME / 60);
  const text = messageText(language, "sms.code", { ...values, code, minutes });
  // The last line lets browsers fill the code in on our own pages only (WICG "Origin-bound one-time codes").
  return `${text}\n@${new URL(deps.env.APP_URL).hostname} #${code}`;
}

function randomCode(length: number): string {
  return String(randomInt(0, 10 ** length)).padStart(length, "0");
}

// ——— answering

async function checkCode(deps: Deps, dialogue: Dialogue, code: string): Promise<Proof> {
  const row = await findVerification(deps.db, holderText(dialogue.holder, dialogue.phone), dialogue.purpose);
  if (!row) throw new AppError("sms_verification_100_4");
  const { phone, confirmHash } = questionOf(dialogue);
  if (row.phone !== phone) throw new AppError("sms_verification_100_1");
  if (row.confirmHash !== confirmHash && dialogue.confirmation) {
    throw new AppError("kvkk_service_100_2", { values: confirmationValues(dialogue.confirmation) });
  }
  const { proof } = await judgeGuess(deps, row, code, dialogue.customerId);
  if (!proof) throw new AppError("sms_verification_100_2");
  return proof;
}

type Judgement = {
  /** Null for a wrong code. */
  proof: Proof | null;
  /** As if the guess had not been made. */
  forget(): Promise<void>;
};

/**
 * Counts first, in statements of their own that no later failure undoes, and tells then whether the code is right. A
 * guess that was made before tells nothing new and is not counted again, but is refused like the others once the day's
 * guesses are used up; one that is refused so was not looked at, and counts for nothing.
 *
 * @throws AppError `sms_verification_100_4` when the code does not live any more, `throttled`
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
      await taken?.giveBack();
    };
    return { proof: null, forget };
  }
  await taken?.giveBack();
  const consume: Proof["consume"] = async (db) => {
    if (!(await consumeVerification(db, row.id, codeHash))) throw new AppError("sms_verification_100_4");
  };
  const giveBack: Proof["giveBack"] = (db) => reopenVerification(db, row.id, codeHash, row.intent as object | null);
  return { proof: { consume, giveBack }, forget: async () => {} };
}

// ——— names and keys

function questionOf({ purpose, phone, confirmation }: Dialogue): Question {
  return { purpose, phone, confirmHash: confirmationHash(confirmation) };
}

function holderText(holder: Holder, phone = ""): string {
  // A client without cookies may have several sign-ins pending, one for each number.
  return holder.kind === "client" ? `client:${holder.key}:${phoneKey(phone)}` : `${holder.kind}:${holder.id}`;
}

function holderColumns({ holder, phone }: Dialogue): HolderColumns {
  return {
    holder: holderText(holder, phone),
    sessionId: holder.kind === "session" ? holder.id : null,
    apiTokenId: holder.kind === "token" ? holder.id : null,
    clientKey: holder.kind === "client" ? holder.key : null,
  };
}

/** Counters know numbers by this only. */
function phoneKey(phone: string): string {
  return sign("limits", phone).slice(0, 32);
}

/** Codes are few, so a plain hash would be as good as the code: the key is not in the database. */
function hashCode(verificationId: number, code: string): string {
  return sign("sms-code", `${verificationId}:${code}`);
}
