import { createHash, createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { getEnv } from "@/lib/platform/env";

/* One APP_SECRET, one derived key per purpose (RFC 5869): a signature for one thing is worthless for another. */

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
  | "passkey-user";

const keys = new Map<SecretPurpose, Buffer>();

function keyFor(purpose: SecretPurpose): Buffer {
  let key = keys.get(purpose);
  if (!key) {
    key = Buffer.from(hkdfSync("sha256", getEnv().APP_SECRET, "storefront-account", purpose, 32));
    keys.set(purpose, key);
  }
  return key;
}

/** HMAC-SHA-256 under the purpose's key, in lower-case hex. */
export function sign(purpose: SecretPurpose, text: string): string {
  return createHmac("sha256", keyFor(purpose)).update(text).digest("hex");
}

/** The key itself, in hex, for libraries that want a secret. */
export function secretFor(purpose: SecretPurpose): string {
  return keyFor(purpose).toString("hex");
}

/** Lower-case hex: how high-entropy tokens are stored. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

export function equalInConstantTime(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
