import { X509Certificate } from "node:crypto";
import { DAY_MS } from "@/lib/platform/dates";
import type { Env } from "@/lib/platform/env";
import { doubtful, type Finding, right, wrong } from "@/server/admin/doctor/finding";

/** Apple takes a day or two, and somebody has to notice. */
const RENEWED_DAYS = 30;

/** Looks for how long Apple's certificate is good. @param now of the check */
export function checkWallet({ APPLE_WALLET_CERTIFICATE: pem }: Env, now = new Date()): Finding[] {
  if (pem === undefined) return [];
  const until = new Date(new X509Certificate(pem).validTo);
  const day = until.toISOString().slice(0, 10);
  const remedy = "Renew it for the same Pass Type ID (docs/your-shop.md).";
  const daysLeft = (until.getTime() - now.getTime()) / DAY_MS;
  if (daysLeft <= 0) return [wrong(`APPLE_WALLET_CERTIFICATE expired on ${day}: phones take no passes. ${remedy}`)];
  if (daysLeft < RENEWED_DAYS) return [doubtful(`APPLE_WALLET_CERTIFICATE expires on ${day}. ${remedy}`)];
  return [right(`Passes for Apple's wallet can be signed until ${day}.`)];
}
