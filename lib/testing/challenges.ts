import { randomBytes } from "node:crypto";
import { findSessionActor, findSessionHolder, guestOf } from "@/lib/auth/actor-service";
import type { ChallengeHolder, CustomerActor } from "@/lib/auth/rules";
import { AppError, type ErrorCode } from "@/lib/platform/errors";
import type { RequestContext } from "@/lib/platform/request-context";
import { type Answer, type Client, type Endpoint, newSession } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import type { Shop } from "@/lib/testing/shop";
import { type Challenge, type ChallengeStep, type Submission, verifyPhone } from "@/lib/verification/service";

/* The SMS challenge from the outside, and time that goes by without anybody waiting. */

/** The calls of one challenge: the same body without a code, with a request for another, and with the code. */
export function challengeOver(client: Client, endpoint: Endpoint, body: Record<string, unknown>) {
  const send = (more: Record<string, unknown>, headers: Record<string, string> = {}): Promise<Answer> =>
    client.patch(endpoint, { body: { ...body, ...more }, headers });
  return {
    ask: (headers?: Record<string, string>) => send({}, headers),
    resend: (headers?: Record<string, string>) => send({ resend: true }, headers),
    submit: (code: string, more: Record<string, unknown> = {}) => send({ code, ...more }),
  };
}

export const TEST_CONTEXT: RequestContext = {
  ip: "unknown",
  network: "unknown",
  userAgent: "test",
  deviceTokens: [],
  isBrowser: false,
  source: "test",
  language: "en",
  ifMatch: null,
};

/** An IPv4 address that no other request has come from. */
export function randomNetwork(): string {
  return Array.from(randomBytes(4)).join(".");
}

/** Somebody who brings nothing. */
export const GUEST = guestOf([]);

/** The customer in a session of their own. */
export async function actorOf(shop: Shop, customer: { id: number }): Promise<CustomerActor> {
  const actor = await findSessionActor(shop, await newSession(shop, customer));
  if (!actor) throw new Error("The session is dead.");
  return actor;
}

/** What a step came to: its name, after the use of its grant, or the error's code. */
type Outcome = ChallengeStep["step"] | ErrorCode;

/**
 * Somebody who leads a challenge at the service itself, without any endpoint; a new customer who changes to a number of
 * nobody's, unless told otherwise.
 */
export async function challenger(
  shop: Shop,
  {
    actor,
    customer,
    from = {},
    ...wanted
  }: Partial<Challenge> & { actor?: ChallengeHolder; customer?: { id: number }; from?: Partial<RequestContext> } = {},
) {
  let holder: ChallengeHolder = actor ?? (await actorOf(shop, customer ?? (await createCustomer(shop))));
  const challenge: Challenge = { purpose: "phone_change", phone: uniquePhone(), payload: {}, ...wanted };
  const take = async (submission: Submission, change: Partial<Challenge> = {}) => {
    const step = await verifyPhone(shop, holder, { ...challenge, ...change }, submission, { ...TEST_CONTEXT, ...from });
    const token = "guestToken" in step && step.guestToken;
    if (token) holder = (await findSessionHolder(shop, { ...GUEST, sessionTokens: [token] })) ?? holder;
    return step;
  };
  const outcomeOf = async (submission: Submission, change?: Partial<Challenge>): Promise<Outcome> => {
    try {
      const taken = await take(submission, change);
      if (taken.step === "verified") await taken.grant.consume(shop.db);
      return taken.step;
    } catch (error) {
      if (error instanceof AppError) return error.code;
      throw error;
    }
  };
  return {
    /** With the session that a guest has by now. */
    get actor() {
      return holder;
    },
    phone: challenge.phone,
    /** The step itself, or its error. */
    take,
    ask: (change?: Partial<Challenge>) => outcomeOf({}, change),
    resend: (change?: Partial<Challenge>) => outcomeOf({ resend: true }, change),
    submit: (code: string, change?: Partial<Challenge>) => outcomeOf({ code }, change),
  };
}

/** Different codes of six digits, each of which is wrong but for one time in a million. */
export function wrongCodes(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(700_000 + index));
}

/** Another code of as many digits. */
export function otherThan(code: string): string {
  return code.replace(/.$/, (digit) => String((Number(digit) + 1) % 10));
}

/** A code that is wrong but for one time in a million. */
export const WRONG_CODE = "765432";

/** Lets time go by for everything whose times stand in the database: challenges, limits, jobs. */
export async function passTime(shop: Shop, seconds: number): Promise<void> {
  const back = `make_interval(secs => ${seconds})`;
  await shop.db.$executeRawUnsafe(`
    UPDATE verification SET sent_at = sent_at - ${back}, resend_at = resend_at - ${back},
      expires_at = expires_at - ${back}, sending_until = sending_until - ${back}`);
  await shop.db.$executeRawUnsafe(`UPDATE rate_limit SET expire = expire - ${seconds * 1000}`);
  await shop.db.$executeRawUnsafe(`UPDATE job SET run_at = run_at - ${back}, claimed_until = claimed_until - ${back}`);
}

/** Forgets what the limits have counted: those over all are shared by all tests of a worker. @param prefix of their names */
export async function forgetLimits(shop: Shop, prefix = ""): Promise<void> {
  await shop.db.rateLimit.deleteMany({ where: { key: { startsWith: prefix } } });
}

/** The whole seconds of Retry-After. */
export function retryAfter({ headers }: Answer): number {
  return Number(headers.get("retry-after"));
}
