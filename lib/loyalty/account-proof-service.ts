import type { LoyaltyAccount } from "@/lib/adapters/loyalty-provider/port";
import { MailNotSentError } from "@/lib/adapters/mail/port";
import type { CustomerActor } from "@/lib/auth/rules";
import { canonicalEmail } from "@/lib/contact/email-rules";
import { mailLimit } from "@/lib/credentials/link-service";
import type { CustomerRow } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import type { AccountProofBody } from "@/lib/loyalty/account-proof-schema";
import { finishJoin, type JoinDone } from "@/lib/loyalty/membership-service";
import { findProgramme } from "@/lib/loyalty/provider-service";
import { available, unavailable } from "@/lib/loyalty/service";
import { answerQuestion, type Question, readQuestion, writeProofCode } from "@/lib/loyalty/sync-store";
import { toMailMessage } from "@/lib/notifications/mail-view";
import { mailText, sendMail } from "@/lib/notifications/service";
import { AppError, FieldErrors } from "@/lib/platform/errors";
import type { RequestContext } from "@/lib/platform/request-context";
import { equalInConstantTime, isSignature, randomDigits, sign } from "@/lib/platform/secrets";
import { codeOfLength } from "@/lib/verification/rules";

/*
 * One person, one account: a verified number that finds an account with another address opens no second one. The join
 * waits until the person has shown in a second way that the account is theirs, or said that it is not.
 */

const CODE_DIGITS = 6;
const CODE_MINUTES = 15;
const MINUTE_MS = 60_000;

/** An account that may be the customer's own. */
export type DisputedAccount = Pick<LoyaltyAccount, "email" | "dateOfBirth">;

/** @throws AppError `not_found` when no join waits for a proof; `unavailable` */
export async function getDisputedAccount(deps: Deps, customer: Pick<CustomerRow, "id">): Promise<DisputedAccount> {
  return (await getQuestion(deps, customer.id)).account;
}

/** Whether a join waits for a proof; asks no programme. */
export async function isProofAwaited(deps: Deps, customer: Pick<CustomerRow, "id">): Promise<boolean> {
  return (await readQuestion(deps.db, customer.id)) !== null;
}

/** Mailed: the code is awaited. */
export type ProofStep = JoinDone | { step: "mailed"; account: DisputedAccount };

/**
 * Goes on with a join that waits. Five wrong proofs of an account, whatever they are, and it takes none for a day.
 * @throws AppError `not_found` when none waits, `throttled`, `sms_verification_100_2` for a wrong code and `100_4` for one
 *   that is not good any more, and as joinLoyalty; FieldErrors on `date_of_birth`, and on `way` for one that there is not
 */
export async function proveAccount(
  deps: Deps,
  { customer }: CustomerActor,
  proof: AccountProofBody,
  context: RequestContext,
): Promise<ProofStep> {
  const { question, account } = await getQuestion(deps, customer.id);
  if (proof.way === "email" && proof.code === undefined) {
    await mailCode(deps, question, account, context);
    return { step: "mailed", account };
  }
  if (proof.way === "email") await assertCode(deps, question, proof.code ?? "");
  if (proof.way === "birth_date") await assertBirthDate(deps, question, account, proof.date_of_birth ?? "");
  const answer = proof.way === "not_mine" ? "disowned" : "proved";
  // Somebody else of theirs has answered it at the same moment, or asked for another number.
  if (!(await answerQuestion(deps.db, question, answer))) throw new AppError("not_found");
  return finishJoin(deps, customer.id, question.joinId, null);
}

async function getQuestion(deps: Deps, customerId: number): Promise<{ question: Question; account: LoyaltyAccount }> {
  const question = await readQuestion(deps.db, customerId);
  if (!question) throw new AppError("not_found");
  const programme = await findProgramme(deps, question.provider);
  if (!programme) throw unavailable();
  const account = await available(programme.read(question.accountNumber));
  if (!account) throw new AppError("not_found");
  return { question, account };
}

async function mailCode(
  deps: Deps,
  question: Question,
  { email }: LoyaltyAccount,
  { language }: RequestContext,
): Promise<void> {
  if (email === null) throw FieldErrors.of("way", "not_choice");
  const taken = await deps.limits.consume(mailLimit(canonicalEmail(email)));
  const code = randomDigits(CODE_DIGITS);
  const expiresAt = new Date(deps.now().getTime() + CODE_MINUTES * MINUTE_MS);
  const values = { code, minutes: CODE_MINUTES };
  const mail = mailText(deps, { to: email, template: "loyalty_account_proof", language, values });
  await writeProofCode(deps.db, question, { hash: hashOf(question, code), expiresAt });
  try {
    // At once, and never queued: a code is not stored in the clear.
    await sendMail(deps, toMailMessage(deps, mail));
  } catch (error) {
    if (!(error instanceof MailNotSentError)) throw error;
    await taken.refund();
    throw unavailable(error);
  }
}

async function assertCode(deps: Deps, question: Question, submitted: string): Promise<void> {
  const expected = question.code;
  if (!expected || new Date(expected.expiresAt) <= deps.now()) throw new AppError("sms_verification_100_4");
  const code = codeOfLength(submitted, CODE_DIGITS);
  if (code === null) throw new AppError("sms_verification_100_2");
  await countProof(deps, question, code);
  if (!isSignature("loyalty-proof", claimOf(question, code), expected.hash))
    throw new AppError("sms_verification_100_2");
}

async function assertBirthDate(
  deps: Deps,
  question: Question,
  { dateOfBirth }: LoyaltyAccount,
  given: string,
): Promise<void> {
  if (dateOfBirth === null) throw FieldErrors.of("way", "not_choice");
  await countProof(deps, question, given);
  if (!equalInConstantTime(given, dateOfBirth)) throw FieldErrors.of("date_of_birth", "birth_date_wrong");
}

/** Before it is looked at. The same again counts once: real clients repeat what failed. */
async function countProof({ limits }: Deps, question: Question, proof: string): Promise<void> {
  const account = sign("loyalty-proof", `${question.provider}:${question.accountNumber}`).slice(0, 32);
  const isNew = await limits.tryConsume("sameWrongCode", `${account}:${hashOf(question, proof).slice(0, 32)}`);
  if (isNew) await limits.consume(["accountProofs", account]);
  else await limits.assertLeft(["accountProofs", account]);
}

function hashOf(question: Question, proof: string): string {
  return sign("loyalty-proof", claimOf(question, proof));
}

function claimOf({ joinId }: Question, proof: string): string {
  return `${joinId}:${proof}`;
}
