import { recordActivity } from "@/lib/activity/store";
import {
  type IdentityProvider,
  IdentityRefusedError,
  IdentityUnavailableError,
  type ProvidedIdentity,
} from "@/lib/adapters/identity-provider/port";
import { type Flow, type FlowInput, findFlow, startFlow } from "@/lib/auth/identity-flow-service";
import type { IdentityRefusal } from "@/lib/auth/identity-schema";
import {
  findAccountToLink,
  findIdentity,
  type IdentityAccount,
  insertIdentity,
  isEmailClaimed,
} from "@/lib/auth/identity-store";
import { answerChallenge } from "@/lib/auth/passkey-store";
import type { Actor } from "@/lib/auth/rules";
import { type StartedSession, startSessionWithin } from "@/lib/auth/session-service";
import { canonicalEmail } from "@/lib/contact/email-rules";
import { emailText } from "@/lib/contact/schema";
import { getRecoverable } from "@/lib/credentials/store";
import { takenError } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { countOutcome, outcomeOf } from "@/lib/metrics";
import { queueMailAlert } from "@/lib/notifications/alert-service";
import { deliverSoon } from "@/lib/notifications/service";
import { transact } from "@/lib/platform/database/transact";
import type { DbTransaction } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import type { LimitPoint } from "@/lib/platform/limits";
import type { RequestContext } from "@/lib/platform/request-context";
import { insertProvedCustomer } from "@/lib/registration/identity-service";

/* Signing in by the shop's own identity (OpenID Connect); what is linked to what, and when: decision 41. */

const RETRY_AFTER_SECONDS = 10;

/**
 * @returns where the browser goes, and the cookie that it takes along
 * @throws AppError `not_found` where the shop has no sign-in of its own; `unavailable`
 */
export async function beginIdentitySignIn(deps: Deps, input: FlowInput): Promise<{ url: string; cookie: string }> {
  const provider = getProvider(deps);
  const { cookie, secrets } = startFlow(deps, input);
  try {
    return { url: await provider.authorizationUrl(secrets), cookie };
  } catch (error) {
    if (!(error instanceof IdentityUnavailableError)) throw error;
    logUnavailable(deps, error);
    const values = { missing: "identity_provider" };
    throw new AppError("unavailable", { values, retryAfterSeconds: RETRY_AFTER_SECONDS });
  }
}

/** terms_required: nobody has this identity yet, and the terms are still to be accepted. */
export type IdentitySignIn = { next: string } & (
  | { outcome: "signed_in" | "registered"; session: StartedSession }
  | { outcome: IdentityRefusal | "terms_required" }
);

class NobodySignedIn extends Error {
  constructor(readonly why: IdentityRefusal | "terms_required") {
    super(why);
  }
}

/**
 * Signs in whoever comes back from the issuer.
 * @param cookie the browser's @param answer the query @throws AppError `not_found` where the shop has no such sign-in
 */
export async function finishIdentitySignIn(
  deps: Deps,
  actor: Pick<Actor, "sessionTokens">,
  { cookie, answer }: { cookie: string; answer: URLSearchParams },
  context: RequestContext,
): Promise<IdentitySignIn> {
  const provider = getProvider(deps);
  const flow = findFlow(deps, cookie, answer.get("state") ?? "");
  const next = flow?.next ?? "";
  try {
    const signIn = () => startByIdentity(deps, actor, { provider, flow, answer }, context);
    return { ...(await countOutcome(deps.metrics.signIns, { way: "identity" }, signIn, metricOf)), next };
  } catch (error) {
    const outcome = whyNobody(deps, error);
    if (outcome === null) throw error;
    if (outcome !== "terms_required") {
      deps.log.warn({ security: "identity_refused", why: outcome }, "refused for security");
    }
    return { outcome, next };
  }
}

type Returned = { provider: IdentityProvider; flow: Flow | null; answer: URLSearchParams };

async function startByIdentity(
  deps: Deps,
  actor: Pick<Actor, "sessionTokens">,
  { provider, flow, answer }: Returned,
  context: RequestContext,
): Promise<{ outcome: "signed_in" | "registered"; session: StartedSession }> {
  if (!flow) throw new NobodySignedIn("interrupted");
  const limits = ["loginAttemptsPerNetwork", ...(flow.acceptsTerms ? (["signUpsPerNetwork"] as const) : [])] as const;
  await deps.limits.consume(...limits.map((limit): LimitPoint => [limit, context.network]));
  if (!(await answerChallenge(deps.db, flow))) throw new NobodySignedIn("interrupted");
  const identity = await provider.identify(answer, flow.secrets);
  // It has come with the cookie of the flow, and from elsewhere.
  const browser = { ...context, isBrowser: true, language: flow.language };
  const started = await transact(deps.db, async (transaction) => {
    const { account, isNew } = await findOrMakeAccount(transaction, deps, { identity, provider, flow }, browser);
    const signIn = {
      customerId: account.id,
      credentialsVersion: account.credentialsVersion,
      activity: isNew ? "registered" : "signed_in",
      isFresh: isRecent(deps, identity.authenticatedAt),
      kind: "cookie",
    } as const;
    const session = await startSessionWithin(transaction, deps, actor, signIn, browser);
    // Its credentials were changed meanwhile, or it is closed.
    if (!session) throw new NobodySignedIn("interrupted");
    return { outcome: signIn.activity, session };
  });
  deliverSoon(deps);
  return started;
}

async function findOrMakeAccount(
  transaction: DbTransaction,
  deps: Deps,
  { identity, provider, flow }: { identity: ProvidedIdentity; provider: IdentityProvider; flow: Flow },
  context: RequestContext,
): Promise<{ account: IdentityAccount; isNew: boolean }> {
  const named = { issuer: provider.issuer, subject: identity.subject };
  const known = await findIdentity(transaction, named);
  if (known?.removedAt) throw new NobodySignedIn("removed");
  if (known) return { account: known.customer, isNew: false };
  const email = emailText.safeParse(identity.email);
  if (!email.success || !identity.isEmailVerified) throw new NobodySignedIn("unproved");
  const owner = await findAccountToLink(transaction, canonicalEmail(email.data));
  if (!owner && (await isEmailClaimed(transaction, canonicalEmail(email.data)))) throw new NobodySignedIn("taken");
  if (!owner && !flow.acceptsTerms) throw new NobodySignedIn("terms_required");
  const person = { firstName: identity.firstName, lastName: identity.lastName, email: email.data };
  const account = owner ?? (await insertProvedCustomer(transaction, deps, person, context));
  const at = deps.now();
  if (!(await insertIdentity(transaction, { ...named, customerId: account.id, linkedAt: at }))) {
    throw new NobodySignedIn("interrupted");
  }
  if (owner) {
    const { name } = provider;
    await recordActivity(transaction, owner.id, { kind: "identity_linked", at, context, detail: name });
    await queueMailAlert(transaction, deps, await getRecoverable(transaction, owner.id), "identity_linked", { name });
  }
  return { account, isNew: !owner };
}

/** Whether it has just been shown there who they are: an old sign-in there shows who began it, not who holds it now. */
function isRecent({ env, now }: Deps, authenticatedAt: Date | null): boolean {
  return authenticatedAt !== null && now().getTime() - authenticatedAt.getTime() < env.FRESH_SIGN_IN_SECONDS * 1000;
}

function getProvider({ identityProvider }: Deps): IdentityProvider {
  if (!identityProvider) throw new AppError("not_found");
  return identityProvider;
}

/** @returns null for what is no reason but a fault */
function whyNobody(deps: Deps, error: unknown): IdentityRefusal | "terms_required" | null {
  if (error instanceof NobodySignedIn) return error.why;
  if (error instanceof IdentityUnavailableError) {
    logUnavailable(deps, error);
    return "unavailable";
  }
  if (error instanceof IdentityRefusedError) {
    deps.log.info({ reason: error.reason }, "the identity provider signs nobody in");
    return "interrupted";
  }
  if (error instanceof AppError && (error.code === "passkey_required" || error.code === "throttled")) return error.code;
  // Two who come with one address at the same moment.
  return takenError(error) ? "interrupted" : null;
}

function metricOf(error: unknown): string {
  const isRefusal = error instanceof NobodySignedIn || error instanceof IdentityRefusedError;
  return isRefusal ? "refused" : outcomeOf(error);
}

function logUnavailable(deps: Deps, { reason }: IdentityUnavailableError): void {
  deps.log.error({ reason }, "the identity provider is not available");
}
