import { createHmac, hash, hkdfSync, randomInt, timingSafeEqual } from "node:crypto";
import { getEnv } from "@/lib/platform/env";

/*
 * One derived key per purpose (RFC 5869): a signature for one thing is worthless for another. Of several secrets in
 * APP_SECRET the first signs and all verify, so that it can be changed while the store is open.
 */

export type SecretPurpose =
  | "csrf"
  | "next-auth"
  | "login-failure"
  | "registration-password"
  | "wrong-code"
  | "limits"
  | "sms-code"
  | "client"
  | "device"
  | "export-link"
  | "retained-consent"
  | "loyalty-events"
  | "loyalty-proof"
  | "idempotency"
  | "passkey-challenge"
  | "passkey-user"
  | "identity-flow"
  | "webhook"
  | "wallet-pass";

/** One for each secret. */
type Versions<Value> = [newest: Value, ...former: Value[]];

let secrets: readonly string[] | null = null;
const keys = new Map<SecretPurpose, Versions<Buffer>>();

/** For tests: other secrets than the environment's, as another instance has them; null for those again. */
export function setSecrets(others: readonly string[] | null): void {
  secrets = others;
  keys.clear();
}

function keysFor(purpose: SecretPurpose): Versions<Buffer> {
  let derived = keys.get(purpose);
  if (!derived) {
    derived = (secrets ?? getEnv().APP_SECRET).map((secret) =>
      Buffer.from(hkdfSync("sha256", secret, "storefront-account", purpose, 32)),
    ) as Versions<Buffer>;
    keys.set(purpose, derived);
  }
  return derived;
}

/** HMAC-SHA-256 under the purpose's newest key, in lower-case hex. */
export function sign(purpose: SecretPurpose, text: string): string {
  return hmac(keysFor(purpose)[0], text);
}

/** The same under each key, the newest first: what was signed before the secret changed is among them. */
export function signatures(purpose: SecretPurpose, text: string): Versions<string> {
  return keysFor(purpose).map((key) => hmac(key, text)) as Versions<string>;
}

/** Whether one of the keys has signed the text. */
export function isSignature(purpose: SecretPurpose, text: string, signature: string): boolean {
  return signatures(purpose, text).some((ours) => equalInConstantTime(ours, signature));
}

function hmac(key: Buffer, text: string): string {
  return createHmac("sha256", key).update(text).digest("hex");
}

/** The keys themselves, in hex, the newest first, for libraries that want a secret. */
export function secretsFor(purpose: SecretPurpose): Versions<string> {
  return keysFor(purpose).map((key) => key.toString("hex")) as Versions<string>;
}

/** A code that people type. */
export function randomDigits(length: number): string {
  return String(randomInt(0, 10 ** length)).padStart(length, "0");
}

/** Lower-case hex: how high-entropy tokens are stored. */
export function sha256(text: string): string {
  return hash("sha256", text);
}

export function equalInConstantTime(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
