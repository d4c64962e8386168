import { isMarked } from "@/lib/platform/errors";

/** Somebody as the shop's own sign-in knows them. */
export type ProvidedIdentity = {
  /** Never given to anybody else there. */
  subject: string;
  /** As it is written there; null where there is none. */
  email: string | null;
  /** Whether the issuer says that the mailbox is theirs. */
  isEmailVerified: boolean;
  /** Empty where there is none. */
  firstName: string;
  lastName: string;
  /** When they last showed there who they are; null where it does not say. */
  authenticatedAt: Date | null;
};

/** What ties an answer to the browser that asked (RFC 6749, OpenID Connect Core, RFC 7636). */
export type FlowSecrets = { state: string; nonce: string; codeVerifier: string };

/** The shop's own sign-in. */
export interface IdentityProvider {
  /** Its identifier, in one form however it was configured. */
  readonly issuer: string;
  /** What people call it. */
  readonly name: string;
  /** Where a browser goes to sign in. @throws IdentityUnavailableError */
  authorizationUrl(flow: FlowSecrets): Promise<string>;
  /**
   * Who has come back. @param answer the query that the browser brought
   * @throws IdentityUnavailableError; IdentityRefusedError for an answer that is none, or not to this flow
   */
  identify(answer: URLSearchParams, flow: FlowSecrets): Promise<ProvidedIdentity>;
}

const UNAVAILABLE = Symbol.for("storefront.IdentityUnavailableError");
const REFUSED = Symbol.for("storefront.IdentityRefusedError");

/** It cannot be reached, or fails. */
export class IdentityUnavailableError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isMarked(value, UNAVAILABLE);
  }

  readonly [UNAVAILABLE] = true;

  /** @param reason a code, for the log */
  constructor(readonly reason: string) {
    super(`The identity provider is not available: ${reason}`);
    this.name = "IdentityUnavailableError";
  }
}

/** It signs nobody in. */
export class IdentityRefusedError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isMarked(value, REFUSED);
  }

  readonly [REFUSED] = true;

  /** @param reason a code, for the log */
  constructor(readonly reason: string) {
    super(`The identity provider signs nobody in: ${reason}`);
    this.name = "IdentityRefusedError";
  }
}
