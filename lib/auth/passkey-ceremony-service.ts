import { randomBytes } from "node:crypto";
import type { VerifiedRegistrationResponse } from "@simplewebauthn/server";
import { relyingPartyOf } from "@/lib/auth/passkey-rules";
import type { Assertion, Attestation, PasskeyRequestOptions } from "@/lib/auth/passkey-schema";
import { answerChallenge, type FoundPasskey, findPasskey, recordPasskeyUse } from "@/lib/auth/passkey-store";
import { type CustomerActor, sessionIdOf } from "@/lib/auth/rules";
import type { Deps } from "@/lib/deps";
import type { DbTransaction } from "@/lib/platform/db";
import { FieldErrors } from "@/lib/platform/errors";
import { isSignature, sha256, sign } from "@/lib/platform/secrets";

/*
 * The two ceremonies of WebAuthn, and their challenges: signed by us, so that asking for one stores nothing, and good
 * once, by a row at the answer. See docs/decisions/0018-passkeys.md.
 */

export const CHALLENGE_SECONDS = 300;

/** What a challenge is for, and whose it is; nobody's for a sign-in. */
export type ChallengeUse = `register ${string}` | `fresh_sign_in ${string}` | "sign_in";

/** A challenge that was answered, to be used up in the transaction that does what it allows. */
type Answered = { challenge: string; challengeHash: string; expiresAt: Date };

/** Loaded only where it is used: its parsers of certificates are large. */
const loadLibrary = () => import("@simplewebauthn/server");

/** The same for every reason. */
export function passkeyRefused(): FieldErrors {
  return FieldErrors.of("passkey", "passkey_refused");
}

/** Ties a challenge to the customer's present sign-in. */
export function challengeUse<Purpose extends string>(purpose: Purpose, actor: CustomerActor): `${Purpose} ${string}` {
  return `${purpose} ${actor.customer.id}:${sessionIdOf(actor)}`;
}

export function newChallenge(deps: Deps, use: ChallengeUse): Uint8Array<ArrayBuffer> {
  const expires = Math.floor(deps.now().getTime() / 1000) + CHALLENGE_SECONDS;
  const claim = `${expires}.${randomBytes(16).toString("hex")}`;
  return new Uint8Array(Buffer.from(`${claim}.${sign("passkey-challenge", claimOf(use, claim))}`));
}

function claimOf(use: ChallengeUse, claim: string): string {
  return `${use}\n${claim}`;
}

/** @param clientData base64url, as the browser signed it @throws for a challenge that is not ours, or too old */
function readChallenge(deps: Deps, use: ChallengeUse, clientData: string): Answered {
  const { challenge } = JSON.parse(Buffer.from(clientData, "base64url").toString());
  const text = Buffer.from(String(challenge), "base64url").toString();
  const [, claim = "", expires, signature = ""] = /^((\d+)\.[0-9a-f]{32})\.([0-9a-f]{64})$/.exec(text) ?? [];
  const expiresAt = new Date(Number(expires) * 1000);
  const isGood = isSignature("passkey-challenge", claimOf(use, claim), signature) && expiresAt > deps.now();
  if (!isGood) throw new Error("not our challenge");
  return { challenge: String(challenge), challengeHash: sha256(text), expiresAt };
}

/** @param allowed the passkeys that will do; undefined for any that the browser has */
export async function requestOptions(
  deps: Deps,
  use: ChallengeUse,
  allowed?: { credentialId: string; transports: string[] }[],
): Promise<PasskeyRequestOptions> {
  const { generateAuthenticationOptions } = await loadLibrary();
  const options = await generateAuthenticationOptions({
    rpID: relyingPartyOf(deps.env).id,
    challenge: newChallenge(deps, use),
    timeout: CHALLENGE_SECONDS * 1000,
    userVerification: "required",
    allowCredentials: allowed?.map(({ credentialId: id, transports }) => ({ id, transports: transports as never })),
  });
  return options as PasskeyRequestOptions;
}

/** An assertion that is right. */
export type CheckedAssertion = {
  customer: FoundPasskey["customer"];
  /** Uses up the challenge and notes the use. @throws FieldErrors when somebody else was first */
  consume(transaction: DbTransaction): Promise<void>;
};

/**
 * Checks challenge, origin, signature, user verification and counter.
 * @param customerId whose passkey it must be; undefined for anybody's @throws FieldErrors on `passkey`, the same for every
 *   reason
 */
export async function checkAssertion(
  deps: Deps,
  { use, customerId }: { use: ChallengeUse; customerId?: number },
  assertion: Assertion,
): Promise<CheckedAssertion> {
  const passkey = await findPasskey(deps.db, assertion.id);
  const isTheirs = customerId === undefined || passkey?.customer.id === customerId;
  // A browser that was told which passkeys will do may leave the handle out.
  const handle = assertion.response.userHandle ?? (customerId === undefined ? "" : passkey?.userHandle);
  if (!passkey?.customer.isActive || !isTheirs || handle !== passkey.userHandle) throw passkeyRefused();
  const library = await loadLibrary();
  // It throws for whatever is wrong with what was sent.
  const { challenge, info } = await verifyAssertion(library, deps, { use, passkey, assertion }).catch(() => {
    throw passkeyRefused();
  });
  const state = { counter: BigInt(info.newCounter), isBackedUp: info.credentialBackedUp };
  return {
    customer: passkey.customer,
    async consume(transaction) {
      const isFirst =
        (await answerChallenge(transaction, challenge)) &&
        (await recordPasskeyUse(transaction, passkey.id, { ...state, now: deps.now() }));
      if (!isFirst) throw passkeyRefused();
    },
  };
}

async function verifyAssertion(
  { verifyAuthenticationResponse }: Awaited<ReturnType<typeof loadLibrary>>,
  deps: Deps,
  { use, passkey, assertion }: { use: ChallengeUse; passkey: FoundPasskey; assertion: Assertion },
) {
  const { id, rawId, type, response } = assertion;
  const { id: expectedRPID, origins: expectedOrigin } = relyingPartyOf(deps.env);
  const challenge = readChallenge(deps, use, response.clientDataJSON);
  const sent = { ...response, userHandle: response.userHandle ?? undefined };
  const { verified, authenticationInfo: info } = await verifyAuthenticationResponse({
    response: { id, rawId, type, clientExtensionResults: {}, response: sent },
    expectedChallenge: challenge.challenge,
    expectedOrigin,
    expectedRPID,
    credential: { id: passkey.credentialId, publicKey: passkey.publicKey, counter: Number(passkey.counter) },
  });
  if (!verified) throw new Error("wrong signature");
  return { challenge, info };
}

/** A new credential that is right, and the challenge that it answers. */
export type CheckedAttestation = {
  credential: NonNullable<VerifiedRegistrationResponse["registrationInfo"]>["credential"];
  isBackedUp: boolean;
  challenge: Answered;
};

/** @throws FieldErrors on `passkey`, the same for every reason */
export async function checkAttestation(
  deps: Deps,
  use: ChallengeUse,
  { id, rawId, type, response }: Attestation,
): Promise<CheckedAttestation> {
  const invalid = () => FieldErrors.of("passkey", "passkey_invalid");
  const { verifyRegistrationResponse } = await loadLibrary();
  const { id: expectedRPID, origins: expectedOrigin } = relyingPartyOf(deps.env);
  try {
    const challenge = readChallenge(deps, use, response.clientDataJSON);
    await assertUncertified(response.attestationObject);
    const { verified, registrationInfo: info } = await verifyRegistrationResponse({
      response: { id, rawId, type, clientExtensionResults: {}, response },
      expectedChallenge: challenge.challenge,
      expectedOrigin,
      expectedRPID,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    if (!verified || info.credential.id !== id) throw invalid();
    return { credential: info.credential, isBackedUp: info.credentialBackedUp, challenge };
  } catch {
    throw invalid();
  }
}

/** ES256, EdDSA and RS256 (COSE): what authenticators have. */
export const ALGORITHMS = [-7, -8, -257];

/** We ask for no attestation. A certificate would be ours to follow, to addresses that it names itself. */
async function assertUncertified(attestationObject: string): Promise<void> {
  const { decodeAttestationObject } = await import("@simplewebauthn/server/helpers");
  const attestation = decodeAttestationObject(new Uint8Array(Buffer.from(attestationObject, "base64url")));
  const [format, statement] = [attestation.get("fmt"), attestation.get("attStmt")];
  if (format !== "none" && (format !== "packed" || statement.get("x5c") !== undefined)) throw new Error(format);
}
