import type { Assertion, Attestation, PasskeyCreationOptions, PasskeyRequestOptions } from "@/lib/auth/passkey-schema";

/* What the browser does with passkeys. The library is loaded when somebody is about to use one. */

const loadLibrary = () => import("@simplewebauthn/browser");

type Reason = "cancelled" | "exists" | "unsupported" | "failed";

/** Why the browser made or used no passkey; the reason is a key of `passkeys.browser`. */
export class CeremonyError extends Error {
  constructor(readonly reason: Reason) {
    super(`No passkey: ${reason}`);
  }
}

/** @throws CeremonyError */
export async function createPasskey(options: PasskeyCreationOptions): Promise<Attestation> {
  const { startRegistration } = await loadLibrary();
  return inBrowser(() => startRegistration({ optionsJSON: options as never }));
}

/** Asks for a passkey in the browser's own dialog. @throws CeremonyError */
export async function requestPasskey(options: PasskeyRequestOptions): Promise<Assertion> {
  const { startAuthentication } = await loadLibrary();
  return inBrowser(() => startAuthentication({ optionsJSON: options as never }));
}

/** Whether passkeys can be among a field's suggestions. */
export async function canSuggestPasskeys(): Promise<boolean> {
  return (await window.PublicKeyCredential?.isConditionalMediationAvailable?.()) ?? false;
}

/**
 * Lists passkeys among the suggestions of the field whose `autocomplete` ends in `webauthn`, in place of an earlier list.
 * @returns the one that is chosen; never settles when nobody chooses, null when another request takes its place
 */
export async function suggestPasskeys(options: PasskeyRequestOptions): Promise<Assertion | null> {
  const { startAuthentication } = await loadLibrary();
  return startAuthentication({ optionsJSON: options as never, useBrowserAutofill: true }).catch(() => null);
}

/** Ends whatever request is under way. */
export async function endPasskeyRequest(): Promise<void> {
  (await loadLibrary()).WebAuthnAbortService.cancelCeremony();
}

async function inBrowser<Credential>(work: () => Promise<Credential>): Promise<Credential> {
  if (!("PublicKeyCredential" in window)) throw new CeremonyError("unsupported");
  try {
    return await work();
  } catch (error) {
    throw new CeremonyError(reasonOf(error));
  }
}

function reasonOf(error: unknown): Reason {
  if (!(error instanceof Error)) return "failed";
  if ("code" in error && error.code === "ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED") return "exists";
  return error.name === "NotAllowedError" || error.name === "AbortError" ? "cancelled" : "failed";
}
