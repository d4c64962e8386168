import { recordActivity } from "@/lib/activity/store";
import { lockActor } from "@/lib/auth/actor-service";
import { assertFreshSignIn } from "@/lib/auth/fresh-sign-in-service";
import {
  ALGORITHMS,
  CHALLENGE_SECONDS,
  challengeUse,
  checkAttestation,
  newChallenge,
} from "@/lib/auth/passkey-ceremony-service";
import { knownTransports, relyingPartyOf } from "@/lib/auth/passkey-rules";
import type { Attestation, PasskeyCreationOptions, PasskeyResponse } from "@/lib/auth/passkey-schema";
import {
  answerChallenge,
  countPasskeys,
  deletePasskey,
  hasWayIn,
  insertPasskey,
  type PasskeyRow,
  readPasskeys,
  writePasskeyName,
} from "@/lib/auth/passkey-store";
import { toPasskeyResponse } from "@/lib/auth/passkey-view";
import type { CustomerActor } from "@/lib/auth/rules";
import { type CustomerRow, getCustomer } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { queueMailAlert } from "@/lib/notifications/alert-service";
import { deliverSoon } from "@/lib/notifications/service";
import { transact } from "@/lib/platform/database/transact";
import type { DbTransaction } from "@/lib/platform/db";
import { AppError, FieldErrors } from "@/lib/platform/errors";
import type { RequestContext } from "@/lib/platform/request-context";
import { sign } from "@/lib/platform/secrets";

/* A customer's passkeys. They open the account, so adding and removing one takes a fresh sign-in. */

const PASSKEYS_MAX = 10;

export async function listPasskeys(deps: Deps, customerId: number): Promise<PasskeyResponse[]> {
  return (await readPasskeys(deps.db, customerId)).map(toPasskeyResponse);
}

/** What a browser makes a passkey from. @throws as assertFreshSignIn; AppError `passkey_limit` */
export async function beginPasskey(deps: Deps, actor: CustomerActor): Promise<PasskeyCreationOptions> {
  await assertFreshSignIn(deps, actor);
  const { customer } = actor;
  const passkeys = await readPasskeys(deps.db, customer.id);
  if (passkeys.length >= PASSKEYS_MAX) throw passkeyLimit();
  const { generateRegistrationOptions } = await import("@simplewebauthn/server");
  const { id: rpID, name: rpName } = relyingPartyOf(deps.env);
  const options = await generateRegistrationOptions({
    rpID,
    rpName,
    userID: new Uint8Array(Buffer.from(userHandleOf(customer, passkeys), "base64url")),
    userName: customer.email ?? customer.phone ?? customer.username,
    userDisplayName: `${customer.firstName} ${customer.lastName}`.trim(),
    challenge: newChallenge(deps, challengeUse("register", actor)),
    timeout: CHALLENGE_SECONDS * 1000,
    attestationType: "none",
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: passkeys.map(({ credentialId: id, transports }) => ({ id, transports: transports as never })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  return options as PasskeyCreationOptions;
}

/**
 * Adds a passkey, of which its owner is told. @throws as assertFreshSignIn, lockActor; FieldErrors on `passkey`;
 * AppError `passkey_limit`
 */
export async function registerPasskey(
  deps: Deps,
  actor: CustomerActor,
  { name, passkey }: { name: string; passkey: Attestation },
  context: RequestContext,
): Promise<PasskeyResponse> {
  await assertFreshSignIn(deps, actor);
  const { customer } = actor;
  const { credential, isBackedUp, challenge } = await checkAttestation(deps, challengeUse("register", actor), passkey);
  const row = await transact(deps.db, async (transaction) => {
    await lockActor(transaction, actor);
    if ((await countPasskeys(transaction, customer.id)) >= PASSKEYS_MAX) throw passkeyLimit();
    const isFirst = await answerChallenge(transaction, challenge);
    const inserted =
      isFirst &&
      (await insertPasskey(transaction, {
        ...{ customerId: customer.id, name, isBackedUp, createdAt: deps.now() },
        credentialId: credential.id,
        userHandle: userHandleOf(customer, await readPasskeys(transaction, customer.id)),
        publicKey: credential.publicKey,
        counter: BigInt(credential.counter),
        transports: knownTransports(passkey.response.transports),
      }));
    if (!inserted) throw FieldErrors.of("passkey", "passkey_invalid");
    await tellOwner(deps, transaction, customer, { kind: "passkey_added", name }, context);
    return inserted;
  });
  deliverSoon(deps);
  return toPasskeyResponse(row);
}

/** @throws AppError `not_found` when the passkey is not theirs */
export async function renamePasskey(
  deps: Deps,
  { customer }: CustomerActor,
  id: bigint,
  name: string,
): Promise<PasskeyResponse> {
  const row = await writePasskeyName(deps.db, customer.id, { id, name });
  if (!row) throw new AppError("not_found");
  return toPasskeyResponse(row);
}

/**
 * Removes a passkey, of which its owner is told. @throws as assertFreshSignIn, lockActor; AppError `not_found` when it
 * is not theirs, `passkey_last_way_in` when nothing else would let them in, `passkey_still_required`
 */
export async function removePasskey(
  deps: Deps,
  actor: CustomerActor,
  id: bigint,
  context: RequestContext,
): Promise<void> {
  await assertFreshSignIn(deps, actor);
  const { customer } = actor;
  await transact(deps.db, async (transaction) => {
    // Of two removals at once the second one must see the first.
    await lockActor(transaction, actor);
    const { requiresPasskey } = await getCustomer(transaction, customer.id);
    const name = await deletePasskey(transaction, customer.id, id);
    if (name === null) throw new AppError("not_found");
    if (requiresPasskey && (await countPasskeys(transaction, customer.id)) === 0) {
      throw new AppError("passkey_still_required");
    }
    const issuer = deps.identityProvider?.issuer ?? null;
    if (!(await hasWayIn(transaction, customer.id, issuer))) throw new AppError("passkey_last_way_in");
    await tellOwner(deps, transaction, customer, { kind: "passkey_removed", name }, context);
  });
  deliverSoon(deps);
}

function passkeyLimit(): AppError {
  return new AppError("passkey_limit", { values: { max: PASSKEYS_MAX } });
}

/** One for all passkeys of a customer, so that an authenticator knows them as one account. */
function userHandleOf({ id }: CustomerRow, [passkey]: PasskeyRow[]): string {
  return passkey?.userHandle ?? Buffer.from(sign("passkey-user", String(id)), "hex").toString("base64url");
}

async function tellOwner(
  deps: Deps,
  transaction: DbTransaction,
  customer: CustomerRow,
  { kind, name }: { kind: "passkey_added" | "passkey_removed"; name: string },
  context: RequestContext,
): Promise<void> {
  await recordActivity(transaction, customer.id, { kind, at: deps.now(), context, detail: name });
  await queueMailAlert(transaction, deps, customer, kind, { name });
}
