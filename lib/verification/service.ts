import type { ChallengeHolder } from "@/lib/auth/rules";
import { endSessions, newGuestSession } from "@/lib/auth/session-service";
import { isReachable } from "@/lib/contact/phone-rules";
import type { Deps } from "@/lib/deps";
import { AppError, FieldErrors } from "@/lib/platform/errors";
import type { RequestContext } from "@/lib/platform/request-context";
import { checkCode, countAnswer, type Grant } from "@/lib/verification/guess-service";
import { holderColumns, holderKey } from "@/lib/verification/key-service";
import { type Confirmation, confirmationHashes, confirmationValues, PURPOSE_RULES } from "@/lib/verification/rules";
import type { Purpose } from "@/lib/verification/schema";
import {
  handOver,
  makePayload,
  type Payload,
  prepareSending,
  smsUnavailable,
} from "@/lib/verification/sending-service";
import {
  claimSending,
  findVerification,
  insertGuestChallenge,
  type Question,
  releaseSending,
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
  payload: Payload;
};

/** Nothing, the code, or a request for another one. */
export type Submission = { code?: string | undefined; resend?: boolean | undefined };

export type PendingStep = {
  step: "sent" | "resent";
  verification: VerificationRow;
  /** Of the guest's session that has started with this message. */
  guestToken?: string;
};
export type ChallengeStep = PendingStep | { step: "verified"; grant: Grant };

/** A gateway has three seconds; whoever dies while sending blocks the challenge for this long. */
const SENDING_LEASE_SECONDS = 15;
const WAIT_MS = 8000;
const WAIT_STEP_MS = 50;

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
  const question = { purpose, phone, confirmHashes: confirmationHashes(confirmation) };
  if (!submitsCode(submission)) return ask(deps, actor, { question, payload }, submission, context);
  return countAnswer(deps, purpose, async () => {
    const row = actor.access && (await findVerification(deps.db, holderKey(actor.access, phone), purpose));
    if (!row) throw new AppError("sms_verification_100_4");
    if (row.phone !== phone) throw new AppError("sms_verification_100_1");
    if (!question.confirmHashes.includes(row.confirmHash) && confirmation) {
      throw new AppError("kvkk_service_100_2", { values: confirmationValues(confirmation) });
    }
    return checkCode(deps, actor, row, submission.code, context);
  });
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
  const row = actor.access && (await findVerification(deps.db, holderKey(actor.access), purpose));
  if (!row?.payload) throw new AppError("sms_verification_100_4");
  const { payload } = row;
  const question: Question = { purpose, phone: row.phone, confirmHashes: [row.confirmHash] };
  if (!submitsCode(submission)) return ask(deps, actor, { question, payload }, submission, context);
  const { code } = submission;
  return { ...(await countAnswer(deps, purpose, () => checkCode(deps, actor, row, code, context))), payload };
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
  const row = access && (await findVerification(deps.db, holderKey(access), purpose));
  if (!row?.isOpen) throw new AppError("not_found");
  return row;
}

type Asked = { question: Question; payload: Payload };

async function ask(
  deps: Deps,
  actor: ChallengeHolder,
  asked: Asked,
  { resend = false }: Submission,
  context: RequestContext,
): Promise<PendingStep> {
  const { SMS_COUNTRIES: countries, SMS_GAP_SECONDS: gap } = deps.env;
  const { purpose, phone } = asked.question;
  const { field, isForGuests } = PURPOSE_RULES[purpose];
  if (!isReachable(phone, countries)) throw FieldErrors.of(field, "phone_unreachable");
  const step = resend ? "resent" : "sent";
  const { access } = actor;
  const open = access && isForGuests ? await findVerification(deps.db, holderKey(access, phone), purpose) : null;
  if (!access || (isForGuests && !(open && isOpenFor(open, asked.question)))) {
    return { step, ...(await askAsNewGuest(deps, actor, asked, context)) };
  }
  const holder = holderColumns(access, phone);
  const claim = { unlessAsked: resend ? null : gap, leaseSeconds: SENDING_LEASE_SECONDS };
  for (const deadline = Date.now() + WAIT_MS; Date.now() < deadline; ) {
    const id = await claimSending(deps.db, holder, asked.question, claim);
    if (id !== null) return { step, verification: await sendClaimed(deps, actor, { id, ...asked }, open, context) };
    const row = await findVerification(deps.db, holder.holder, purpose);
    // Only a session or token that ended meanwhile has neither the right to send nor a challenge.
    if (!row) throw new AppError("sms_verification_100_4");
    // What was sent meanwhile answers this question only if it was the same.
    if (isOpenFor(row, asked.question) && !row.isSending) {
      await updatePayload(deps.db, row.id, await makePayload(asked.payload, row.payload));
      return { step, verification: row };
    }
    await new Promise((resolve) => setTimeout(resolve, WAIT_STEP_MS));
  }
  throw smsUnavailable();
}

function isOpenFor(row: VerificationRow, { phone, confirmHashes }: Question): boolean {
  return row.isOpen && row.phone === phone && confirmHashes.includes(row.confirmHash);
}

/**
 * Sends a code to whoever asks a new question without being signed in, in a session of its own: one that was planted in
 * their browser can then neither repeat nor change what they asked.
 */
async function askAsNewGuest(
  deps: Deps,
  actor: ChallengeHolder,
  { question, payload }: Asked,
  context: RequestContext,
): Promise<{ verification: VerificationRow; guestToken: string }> {
  const sending = await prepareSending(deps, actor, { question, payload, previous: null }, context);
  const { token, guest } = newGuestSession(deps, context);
  const id = await insertGuestChallenge(deps.db, guest, question, SENDING_LEASE_SECONDS);
  try {
    const verification = await handOver(deps, { id, question, ...sending });
    await endSessions(deps, actor.sessionTokens, context);
    return { verification, guestToken: token };
  } catch (error) {
    await endSessions(deps, [token], context);
    throw error;
  }
}

/** Sends a code in the challenge that is claimed for it. @param open the challenge as it was; null for none */
async function sendClaimed(
  deps: Deps,
  actor: ChallengeHolder,
  { id, question, payload }: Asked & { id: bigint },
  open: VerificationRow | null,
  context: RequestContext,
): Promise<VerificationRow> {
  try {
    const previous = open && isOpenFor(open, question) ? open.payload : null;
    const sending = await prepareSending(deps, actor, { question, payload, previous }, context);
    return await handOver(deps, { id, question, ...sending });
  } catch (error) {
    await releaseSending(deps.db, id);
    throw error;
  }
}
