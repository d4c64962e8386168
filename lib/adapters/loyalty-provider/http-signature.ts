import { createHash, createHmac } from "node:crypto";

/* docs/loyalty-http.md, "Signature". */

export type SignedParts = {
  /** Seconds since 1970. */
  timestamp: number;
  method: string;
  /** Path and query as they stand in the request line. */
  target: string;
  /** The Idempotency-Key; empty without one. */
  key: string;
  /** Empty without one. */
  body: string;
};

export function signLoyaltyRequest(secret: string, { timestamp, method, target, key, body }: SignedParts): string {
  const bodyHash = createHash("sha256").update(body, "utf8").digest("hex");
  const text = [timestamp, method, target, key, bodyHash].join("\n");
  return `v1=${createHmac("sha256", secret).update(text, "utf8").digest("hex")}`;
}
