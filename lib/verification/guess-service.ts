import { isKnownDevice } from "@/lib/auth/device-service";
import type { Access, ChallengeHolder } from "@/lib/auth/rules";
import { findByVerifiedPhone, type PhoneAccount } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { countOutcome, outcomeOf } from "@/lib/metrics";
import type { Db, DbTransaction } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { contactKey, type LimitPoint, type TakenPoints } from "@/lib/platform/limits";
import type { RequestContext } from "@/lib/platform/request-context";
import { equalInConstantTime, sign } from "@/lib/platform/secrets";
import { codeHashes, holderKey } from "@/lib/verification/key-service";
import { codeOfLength, GUESSES_MAX, opensAccount } from "@/lib/verification/rules";
import type { Purpose } from "@/lib/verification/schema";
import {
  consumeGrant,
  consumeVerification,
  countGuess,
  findGrant,
  findOpenByClient,
  forgetGuess,
  keepGrant,
  type RightCode,
  reopenVerification,
  type VerificationRow,
} from "@/lib/verification/store";

/* Codes that are submitted: each is a guess until it is right, and counted before it is looked at. */

/** More sign-ins than a client behind one address has pending. */
const CLIENT_CHALLENGES_MAX = 200;

/** A right code, to be consumed in the transaction that does what it allows. */
export type Grant = {
  phone: string;
  /** The account that a sign-in opens; null for none, and for any other purpose. */
  account: PhoneAccount | null;
  /** For a statement that consumes it itself; null where an earlier code has proved the number. */
  code: RightCode | null;
  /** @throws AppError `sms_verification_100_4` when somebody else consumed it first */
  consume(db: Db | DbTransaction): Promise<void>;
  /** Makes the code good again, when what failed was not the caller's doing. */
  restore(db: Db): Promise<void>;
  /** Keeps what it has proved for a code's life: the number is right, what else was asked for is not. */
  keep(db: Db): Promise<void>;
};

/**
 * Finds the challenge of a code among those of a client that names no number. While several are pending, a wrong code
 * counts against the client alone: it was meant for one of them at most.
 * @throws AppError as verifyPhone
 */
export function verifyByCode(
  deps: Deps,
  client: Extract<Access, { kind: "client" }>,
  purpose: Purpose,
  code: string,
): Promise<Grant> {
  return countAnswer(deps, purpose, () => findByCode(deps, client, purpose, code));
}

async function findByCode(
  deps: Deps,
  { key, formerKeys }: Extract<Access, { kind: "client" }>,
  purpose: Purpose,
  code: string,
): Promise<Grant> {
  const rows = await findOpenByClient(deps.db, [key, ...formerKeys], purpose, CLIENT_CHALLENGES_MAX);
  const [only] = rows;
  if (!only) throw new AppError("sms_verification_100_4");
  let row = only;
  const isGuess = rows.some(({ codeLength }) => codeOfLength(code, codeLength) !== null);
  if (rows.length > 1 && isGuess) {
    const guess = ["codeGuessesPerClient", key] as const;
    const taken = await deps.limits.consume(guess);
    const right = rows.find(({ id, codeHash, codeLength }) => {
      const fitting = codeOfLength(code, codeLength);
      if (codeHash === null || fitting === null) return false;
      return codeHashes(id, fitting).some((hash) => equalInConstantTime(codeHash, hash));
    });
    const isRepeated = !(await deps.limits.tryConsume(
      "sameWrongCode",
      `${key}:${sign("wrong-code", code).slice(0, 12)}`,
    ));
    if (right || isRepeated) await taken.refund();
    if (!right) throw new AppError("sms_verification_100_2");
    row = right;
  }
  const account = await findByVerifiedPhone(deps.db, row.phone);
  const grant = await judgeGuess(deps, row, code, { account, points: [strangersGuess(row.phone)] });
  if (!grant) throw new AppError("sms_verification_100_2");
  return grant;
}

/** Judges the code that was submitted to a challenge. @throws AppError as verifyPhone */
export async function checkCode(
  deps: Deps,
  actor: ChallengeHolder,
  row: VerificationRow,
  code: string,
  context: RequestContext,
): Promise<{ step: "verified"; grant: Grant }> {
  const account = opensAccount(row.purpose) ? await findByVerifiedPhone(deps.db, row.phone) : null;
  const owner = await findOwner(deps, actor, account, context);
  const grant = await judgeGuess(deps, row, code, { account, points: guessPoints(actor, row.phone, owner) });
  if (!grant) throw new AppError("sms_verification_100_2");
  return { step: "verified", grant };
}

/** Counts a code that was submitted, by whether it was right. */
export function countAnswer<Result>(
  { metrics }: Deps,
  purpose: Purpose,
  judge: () => Promise<Result>,
): Promise<Result> {
  return countOutcome(metrics.codeAnswers, { purpose }, judge, (error) => {
    if (error === undefined) return "right";
    const code = error instanceof AppError ? error.code : null;
    if (code === "sms_verification_100_2") return "wrong";
    return code === "sms_verification_100_4" ? "expired" : outcomeOf(error);
  });
}

/** The account that the one who asks is known to: signed in to, or signing in to from a known device; null for strangers. */
export async function findOwner(
  deps: Deps,
  { customer }: ChallengeHolder,
  account: PhoneAccount | null,
  context: RequestContext,
): Promise<number | null> {
  if (customer) return customer.id;
  return (await isKnownDevice(deps, account?.id ?? null, context)) && account ? account.id : null;
}

/**
 * What a guess counts against. Those of strangers to a number are counted together, apart from those of its owner: nobody
 * can use up what the owner has.
 */
export function guessPoints({ customer }: ChallengeHolder, phone: string, owner: number | null): LimitPoint[] {
  if (owner === null) return [strangersGuess(phone)];
  const own: LimitPoint = ["codeGuessesByOwner", `id:${owner}`];
  // A number that they want to have is not theirs yet.
  return customer && phone !== customer.phoneCanonical ? [own, strangersGuess(phone)] : [own];
}

function strangersGuess(phone: string): LimitPoint {
  return ["codeGuessesByStrangers", contactKey(phone)];
}

/**
 * Counts a guess in statements of its own before telling whether it is right. A repeated guess is not counted again,
 * but is refused once the day's guesses are used up; one that is refused so was not looked at, and counts for nothing.
 * What has not as many digits as the code cannot be it, and is no guess.
 * @returns null for a wrong code
 * @throws AppError `sms_verification_100_4` when the code is no longer good, `throttled`
 */
async function judgeGuess(
  deps: Deps,
  row: VerificationRow,
  submitted: string,
  { account, points }: { account: PhoneAccount | null; points: readonly LimitPoint[] },
): Promise<Grant | null> {
  const code = codeOfLength(submitted, row.codeLength);
  if (!row.isOpen || (code === null && row.triedCount >= GUESSES_MAX)) throw new AppError("sms_verification_100_4");
  if (code === null) return null;
  // As the challenge has it: a code that was sent before the secret changed is known by the former one.
  const [newest, ...former] = codeHashes(row.id, code);
  const guess = former.find((hash) => hash === row.codeHash || row.supersededHashes.includes(hash)) ?? newest;
  const isSuperseded = guess !== row.codeHash && row.supersededHashes.includes(guess);
  if (isSuperseded) throw new AppError("sms_verification_100_4");
  await deps.limits.consume(["codeSubmissionsPerChallenge", String(row.id)]);
  const counted = await countGuess(deps.db, row.id, guess);
  if (!counted) throw new AppError("sms_verification_100_4");
  let taken: TakenPoints | null = null;
  try {
    if (counted.isNew) taken = await deps.limits.consume(...points);
    else await deps.limits.assertLeft(...points);
  } catch (error) {
    if (counted.isNew) await forgetGuess(deps.db, row.id, guess);
    throw error;
  }
  const { codeHash } = row;
  if (codeHash === null || !equalInConstantTime(codeHash, guess)) return null;
  await taken?.refund();
  const right = { verificationId: row.id, codeHash };
  return {
    phone: row.phone,
    account,
    code: right,
    async consume(db) {
      if (!(await consumeVerification(db, right))) throw new AppError("sms_verification_100_4");
    },
    restore: (db) => reopenVerification(db, row.id, codeHash, row.payload),
    keep: (db) => keepGrant(db, row.id, codeHash, deps.env.SMS_OTP_EXPIRE_TIME),
  };
}

/**
 * The number that an earlier code has proved in this session, for the same purpose: nobody else has the session, since a
 * guest gets a new one with each message. Good once, and for few tries, each of which tells whether an address is taken.
 * @returns null when there is none, or no try is left
 */
export async function findKeptGrant(
  deps: Deps,
  { access }: Pick<ChallengeHolder, "access">,
  question: { purpose: Purpose; phone: string },
): Promise<Grant | null> {
  const kept = access && (await findGrant(deps.db, holderKey(access, question.phone), question));
  if (!kept || !(await deps.limits.tryConsume("triesPerProof", String(kept.id)))) return null;
  return {
    phone: question.phone,
    account: null,
    code: null,
    async consume(db) {
      if (!(await consumeGrant(db, kept.id))) throw new AppError("sms_verification_100_4");
    },
    restore: (db) => reopenVerification(db, kept.id, kept.codeHash, null),
    keep: (db) => keepGrant(db, kept.id, kept.codeHash, deps.env.SMS_OTP_EXPIRE_TIME),
  };
}
