import { randomBytes } from "node:crypto";
import type { FlowSecrets } from "@/lib/adapters/identity-provider/port";
import type { Deps } from "@/lib/deps";
import type { Language } from "@/lib/platform/i18n/languages";
import { equalInConstantTime, sha256, signatures } from "@/lib/platform/secrets";

/*
 * A sign-in under way at the shop's own identity provider. The browser keeps what it is about in a cookie; state, nonce and
 * code verifier are derived from that by our secret, so that the state which comes back also proves the cookie, and nothing
 * is stored before somebody is there.
 */

export const FLOW_SECONDS = 600;

/** What the browser wants. */
export type FlowInput = {
  /** Where to arrive, as it was asked for: whoever goes there must look at it. */
  next: string;
  acceptsTerms: boolean;
  language: Language;
};

/** @returns the cookie's value, and what goes to the issuer */
export function startFlow(
  deps: Pick<Deps, "now">,
  { next, acceptsTerms, language }: FlowInput,
): { cookie: string; secrets: FlowSecrets } {
  const expires = Math.floor(deps.now().getTime() / 1000) + FLOW_SECONDS;
  const claim = JSON.stringify([expires, randomBytes(16).toString("hex"), next, acceptsTerms, language]);
  const cookie = Buffer.from(claim).toString("base64url");
  return { cookie, secrets: secretsOf(cookie)[0] };
}

export type Flow = FlowInput & {
  secrets: FlowSecrets;
  /** To be answered once. */
  challengeHash: string;
  expiresAt: Date;
};

/** @param state that came back @returns null for one that this browser has not started, or too long ago */
export function findFlow(deps: Pick<Deps, "now">, cookie: string, state: string): Flow | null {
  const secrets = secretsOf(cookie).find((one) => equalInConstantTime(one.state, state));
  if (!secrets) return null;
  // The state shows that we have written it.
  const [expires, , next, acceptsTerms, language] = JSON.parse(Buffer.from(cookie, "base64url").toString());
  const expiresAt = new Date(expires * 1000);
  if (expiresAt <= deps.now()) return null;
  return { next, acceptsTerms, language, secrets, challengeHash: sha256(cookie), expiresAt };
}

/** Under each of our secrets, the newest first. */
function secretsOf(cookie: string): [FlowSecrets, ...FlowSecrets[]] {
  const derived = (use: string) => signatures("identity-flow", `${use}\n${cookie}`);
  const [nonces, codeVerifiers] = [derived("nonce"), derived("verifier")];
  return derived("state").map((state, index) => ({
    state,
    nonce: nonces[index] ?? "",
    codeVerifier: codeVerifiers[index] ?? "",
  })) as [FlowSecrets, ...FlowSecrets[]];
}
