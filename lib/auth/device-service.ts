import { randomBytes } from "node:crypto";
import { deleteForgottenDevices, findKnownDevice, insertKnownDevice, touchKnownDevice } from "@/lib/auth/device-store";
import type { Deps } from "@/lib/deps";
import type { DbTransaction } from "@/lib/platform/db";
import type { RequestContext } from "@/lib/platform/request-context";
import { sha256 } from "@/lib/platform/secrets";

/*
 * Devices that a customer has signed in with before. What strangers do to the account is counted apart from them, so that
 * nobody can lock its owner out. A browser holds one secret for each of the last few customers who used it.
 */

/** A device not used for so long is a stranger again. */
export const DEVICE_DAYS = 400;
const DEVICES_PER_BROWSER = 4;

type Devices = Pick<RequestContext, "deviceTokens">;

/** @param customerId null for nobody, which takes as long */
export async function isKnownDevice(
  deps: Pick<Deps, "db">,
  customerId: number | null,
  { deviceTokens }: Devices,
): Promise<boolean> {
  if (deviceTokens.length === 0) return false;
  return (await findKnownDevice(deps.db, customerId ?? 0, deviceTokens.map(sha256))) !== null;
}

/**
 * Notes that the customer has signed in with this device.
 * @returns what its cookie must hold from now on; null where that is as before, or is no browser's business
 */
export async function rememberDevice(
  transaction: DbTransaction,
  deps: Pick<Deps, "now">,
  customerId: number,
  { deviceTokens, isBrowser }: Devices & Pick<RequestContext, "isBrowser">,
): Promise<string[] | null> {
  if (!isBrowser) return null;
  const now = deps.now();
  const known = await findKnownDevice(transaction, customerId, deviceTokens.map(sha256));
  if (known !== null) {
    await touchKnownDevice(transaction, known, now);
    return null;
  }
  const token = randomBytes(16).toString("hex");
  await insertKnownDevice(transaction, { customerId, tokenHash: sha256(token), now });
  return [token, ...deviceTokens].slice(0, DEVICES_PER_BROWSER);
}

/** Forgets the devices in which nobody has signed in for long. */
export function forgetOldDevices({ db, now }: Pick<Deps, "db" | "now">): Promise<void> {
  return deleteForgottenDevices(db, new Date(now().getTime() - DEVICE_DAYS * 86_400_000));
}
