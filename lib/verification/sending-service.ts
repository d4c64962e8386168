import { SmsDeliveryUnknownError, SmsNotSentError, SmsUnreachableError } from "@/lib/adapters/sms/port";
import { type ChallengeHolder, isLongHeld } from "@/lib/auth/rules";
import { numberBlock } from "@/lib/contact/phone-rules";
import { findByVerifiedPhone, findPhoneOwner, type PhoneAccount } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { outcomeOf } from "@/lib/metrics";
import { shopValues } from "@/lib/notifications/service";
import { sendSms } from "@/lib/notifications/sms-service";
import { AppError, FieldErrors } from "@/lib/platform/errors";
import { type Language, languageFor } from "@/lib/platform/i18n/languages";
import { messageText } from "@/lib/platform/i18n/translate";
import { contactKey, type LimitPoint, type TakenPoints } from "@/lib/platform/limits";
import { prepareNewPassword } from "@/lib/platform/password-hash";
import type { RequestContext } from "@/lib/platform/request-context";
import { randomDigits } from "@/lib/platform/secrets";
import { findOwner, guessPoints } from "@/lib/verification/guess-service";
import { hashCode } from "@/lib/verification/key-service";
import { opensAccount, PURPOSE_RULES } from "@/lib/verification/rules";
import { openVerification, type Question, type VerificationRow } from "@/lib/verification/store";

/* The message of a challenge: counted first, then handed to the gateway. */

/** How soon to try again what the gateway did not take. */
const RETRY_SECONDS = 10;

/** Nothing was sent. */
export function smsUnavailable(cause?: unknown): AppError {
  return new AppError("unavailable", { values: { missing: "sms" }, retryAfterSeconds: RETRY_SECONDS, cause });
}

/**
 * What the challenge stores, to be done once its code is right. A function where making it hashes a password: it is called
 * only after the message is counted, and given what the same challenge stored before, so that it need not hash again.
 */
export type Payload = object | null | ((previous: object | null) => Promise<object>);

export function makePayload(payload: Payload, previous: object | null): object | null | Promise<object> {
  return typeof payload === "function" ? payload(previous) : payload;
}

export type Sending = {
  /** Instead of a code. */
  alert: Alert | null;
  language: Language;
  points: TakenPoints;
  payload: object | null;
};

type Wanted = { question: Question; payload: Payload; previous: object | null };

/** Counts a message before anything that costs is done for it. @throws AppError `throttled`, `unavailable` under a flood */
export function prepareSending(
  deps: Deps,
  actor: ChallengeHolder,
  wanted: Wanted,
  context: RequestContext,
): Promise<Sending> {
  const prepare = () => countSending(deps, actor, wanted, context);
  return typeof wanted.payload === "function" ? prepareNewPassword(prepare) : prepare();
}

async function countSending(
  deps: Deps,
  actor: ChallengeHolder,
  { question, payload, previous }: Wanted,
  context: RequestContext,
): Promise<Sending> {
  deps.metrics.codesAsked.inc({ purpose: question.purpose });
  const holder = await findByVerifiedPhone(deps.db, question.phone);
  const { alert, languageCode } = await findAddressee(deps, actor, question, holder);
  const language = languageFor(languageCode, context.language);
  const points = await takePoints(deps, actor, question, holder, context);
  try {
    return { alert, language, points, payload: await makePayload(payload, previous) };
  } catch (error) {
    await points.refund();
    throw error;
  }
}

/** @throws FieldErrors when nothing is ever sent to the number; AppError `unavailable` when nothing was sent, `sms_verification_100_4` when the challenge is gone */
export async function handOver(
  deps: Deps,
  { id, question, payload, alert, language, points }: Sending & { id: bigint; question: Question },
): Promise<VerificationRow> {
  const { purpose, phone } = question;
  const codeLength = deps.env[PURPOSE_RULES[purpose].codeLength];
  const code = alert ? null : randomDigits(codeLength);
  try {
    await sendSms(deps, purpose, { to: phone, text: smsText(deps, alert, code, language), code });
  } catch (error) {
    if (error instanceof SmsDeliveryUnknownError) {
      // Its code counts, and nobody who repeats the question causes a second one. Who waits in vain asks for another.
      deps.log.warn({ err: error, purpose }, "SMS delivery unknown");
    } else {
      // Counted all the same: asking the gateway costs, and another number has counts of its own.
      if (error instanceof SmsUnreachableError) throw FieldErrors.of(PURPOSE_RULES[purpose].field, "phone_unreachable");
      await points.refund();
      if (!(error instanceof SmsNotSentError)) throw error;
      deps.log.error({ err: error, purpose }, "failed to send SMS");
      throw smsUnavailable(error);
    }
  }
  const row = await openVerification(deps.db, id, question, {
    payload,
    codeHash: code && hashCode(id, code),
    codeLength,
    lifeSeconds: deps.env.SMS_OTP_EXPIRE_TIME,
    resendAfterSeconds: points.secondsToNext(),
  });
  // The session or token ended while its message was sent, and the challenge with it.
  if (!row) throw new AppError("sms_verification_100_4");
  return row;
}

/** A text of `sms` to send instead of a code: only the number's owner learns that it is not to be verified. */
type Alert = "phone_taken" | "no_account" | "reset_by_mail" | "reset_too_soon";

/**
 * What the number gets, and the language of the account that has it: whoever asks may be a stranger to its owner.
 * @param holder who has verified the number
 */
async function findAddressee(
  deps: Deps,
  { customer }: ChallengeHolder,
  { purpose, phone }: Question,
  holder: PhoneAccount | null,
): Promise<{ alert: Alert | null; languageCode?: string }> {
  if (opensAccount(purpose)) {
    if (!holder) return { alert: "no_account" };
    const alert = purpose === "password_reset" ? findResetAlert(deps, holder) : null;
    return { alert, languageCode: holder.languageCode };
  }
  const owner = phone === customer?.phoneCanonical ? null : await findPhoneOwner(deps.db, phone);
  return owner ? { alert: "phone_taken", languageCode: owner.languageCode } : { alert: null };
}

/** A number replaces a forgotten password where no address does, and not before it has been the account's for a day. */
function findResetAlert({ env, now }: Deps, { verifiedEmail, phoneChangedAt }: PhoneAccount): Alert | null {
  if (verifiedEmail !== null) return "reset_by_mail";
  return isLongHeld(phoneChangedAt, now(), env.FRESH_SIGN_IN_SECONDS) ? null : "reset_too_soon";
}

async function takePoints(
  deps: Deps,
  actor: ChallengeHolder,
  { phone, purpose }: Question,
  holder: PhoneAccount | null,
  context: RequestContext,
): Promise<TakenPoints> {
  const owner = await findOwner(deps, actor, opensAccount(purpose) ? holder : null, context);
  // What strangers have sent to a number, or to its block, must not keep a code from whoever is known to have it.
  const own = holder !== null && holder.id === owner ? "own:" : "";
  const number = `${own}${contactKey(phone)}`;
  // No code goes out that could not be submitted.
  await deps.limits.assertLeft(...guessPoints(actor, phone, owner));
  const points: LimitPoint[] = [
    ["smsBurstPerPhone", number],
    ["smsPerPhoneIn10Minutes", number],
    ["smsPerPhoneInHour", number],
    ["smsPerPhoneInDay", number],
    ["smsPerBlockInHour", `${own}${contactKey(numberBlock(phone))}`],
    // Strangers must not learn from a limit that the number has an account.
    ...(owner === null ? senderPoints(actor, context) : ([["smsPerAccountInHour", `id:${owner}`]] as const)),
    ["smsInHour", "all"],
  ];
  try {
    const taken = await deps.limits.consume(...points);
    if (taken.left("smsInHour") === Math.floor(deps.env.SMS_TOTAL_HOUR / 2)) await raiseAlarm(deps, "half");
    return taken;
  } catch (error) {
    if (outcomeOf(error) === "limited") deps.metrics.sms.inc({ purpose, outcome: "limited" });
    const limit = error instanceof AppError ? error.values.limit : null;
    if (limit === "smsInHour" || limit === "smsByStrangersInHour") await raiseAlarm(deps, "all");
    throw error;
  }
}

/** What guests' messages count against beside their number. */
function senderPoints({ storefront }: ChallengeHolder, { network }: RequestContext): LimitPoint[] {
  const sender: LimitPoint[] = storefront
    ? [["smsPerStorefrontInHour", storefront]]
    : [
        ["smsPerSenderInHour", network],
        ["smsPerSenderInDay", network],
      ];
  return [...sender, ["smsByStrangersInHour", "all"]];
}

/** Once a minute: a flood must not fill the log. */
async function raiseAlarm(deps: Deps, used: "half" | "all"): Promise<void> {
  if (!(await deps.limits.tryConsume("alarm", `sms:${used}`))) return;
  const text = used === "half" ? "half of the shop's SMS limit is used" : "the shop's SMS limit is reached";
  deps.log.error({ alarm: "sms_total", used, perHour: deps.env.SMS_TOTAL_HOUR }, `ALARM: ${text}`);
}

function smsText(deps: Deps, alert: Alert | null, code: string | null, language: Language): string {
  const values = shopValues(deps);
  if (alert || code === null) return messageText(language, `sms.${alert}`, values);
  const minutes = Math.round(deps.env.SMS_OTP_EXPIRE_TIME / 60);
  const text = messageText(language, "sms.code", { ...values, code, minutes });
  // The last line lets browsers fill the code in on our own pages only (WICG "Origin-bound one-time codes").
  return `${text}\n@${new URL(deps.env.APP_URL).hostname} #${code}`;
}
