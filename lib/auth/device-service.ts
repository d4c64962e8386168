import { randomBytes } from "node:crypto";
import { deviceOf } from "@/lib/auth/device-schema";
import {
  deleteForgottenDevices,
  findKnownDevice,
  hasKnownDevice,
  hasKnownDevices,
  insertKnownDevice,
  touchKnownDevice,
} from "@/lib/auth/device-store";
import { getRecoverable } from "@/lib/credentials/store";
import type { Deps } from "@/lib/deps";
import { queueMailAlert } from "@/lib/notifications/alert-service";
import { DAY_MS } from "@/lib/platform/dates";
import type { DbTransaction } from "@/lib/platform/db";
import { formattingLocaleOf, languageFor } from "@/lib/platform/i18n/languages";
import { messageText } from "@/lib/platform/i18n/translate";
import type { RequestContext } from "@/lib/platform/request-context";
import { sha256, signatures } from "@/lib/platform/secrets";

/*
 * Devices that a customer has signed in with before. What strangers do to the account is counted apart from them, so that
 * nobody can lock its owner out. A browser holds one secret for each of the last few customers who used it.
 */

/** A device not used for so long is a stranger again. */
export const DEVICE_DAYS = 400;
const DEVICES_PER_BROWSER = 4;

type Devices = Pick<RequestContext, "deviceTokens">;

/** @param customerId null where the name or number has no account: it is looked up all the same, to take as long */
export async function isKnownDevice(
  deps: Pick<Deps, "db">,
  customerId: number | null,
  { deviceTokens }: Devices,
): Promise<boolean> {
  if (deviceTokens.length === 0) return false;
  return hasKnownDevice(deps.db, customerId ?? 0, deviceTokens.map(sha256));
}

type Device = Devices & Pick<RequestContext, "isBrowser" | "userAgent">;

/**
 * What a device is known by. Clients without our cookie are told apart by their name: signed, so that no cookie can claim
 * to be one; by the newest secret, which outlives the former ones.
 */
export function deviceHashes(customerId: number, { deviceTokens, isBrowser, userAgent }: Device): string[] {
  return isBrowser ? deviceTokens.map(sha256) : clientHashes(customerId, userAgent).slice(0, 1);
}

/** The newest first. */
function clientHashes(customerId: number, userAgent: string | null): [string, ...string[]] {
  return signatures("device", `${customerId}\n${userAgent ?? ""}`);
}

/**
 * Notes that the customer has signed in with a device that was not known. They are told by mail, unless it is the first.
 * @returns what the browser's cookie must hold from now on, null for no change; and whether a mail is queued
 */
export async function rememberDevice(
  transaction: DbTransaction,
  deps: Deps,
  customerId: number,
  device: Device,
): Promise<{ deviceTokens: string[] | null; isTold: boolean }> {
  const { deviceTokens, isBrowser, userAgent } = device;
  const now = deps.now();
  // Another sign-in may have noted it while this one waited for the customer.
  if (await touchKnownDevice(transaction, customerId, deviceHashes(customerId, device), now)) {
    return { deviceTokens: null, isTold: false };
  }
  const token = randomBytes(16).toString("hex");
  const [clientHash, ...formerHashes] = clientHashes(customerId, userAgent);
  const mayBeRenamed = !isBrowser && formerHashes.length > 0;
  const isRenamed = mayBeRenamed && (await findKnownDevice(transaction, customerId, formerHashes)) !== null;
  const isTold = !isRenamed && (await hasKnownDevices(transaction, customerId));
  if (isTold) await alertOfNewDevice(transaction, deps, customerId, userAgent);
  await insertKnownDevice(transaction, { customerId, tokenHash: isBrowser ? sha256(token) : clientHash, now });
  return { deviceTokens: isBrowser ? [token, ...deviceTokens].slice(0, DEVICES_PER_BROWSER) : null, isTold };
}

async function alertOfNewDevice(
  transaction: DbTransaction,
  deps: Deps,
  customerId: number,
  userAgent: string | null,
): Promise<void> {
  const customer = await getRecoverable(transaction, customerId);
  const language = languageFor(customer.languageCode, deps.env.DEFAULT_LANGUAGE);
  const device = deviceOf(userAgent);
  await queueMailAlert(transaction, deps, customer, "new_device", {
    device: messageText(language, `devices.${device ? "named" : "unknown"}`, device ?? {}),
    time: `${new Intl.DateTimeFormat(formattingLocaleOf(language), TIME).format(deps.now())} UTC`,
  });
}

const TIME = { dateStyle: "long", timeStyle: "short", timeZone: "UTC" } as const;

/** Forgets the devices in which nobody has signed in for long. */
export function forgetOldDevices({ db, now }: Pick<Deps, "db" | "now">): Promise<void> {
  return deleteForgottenDevices(db, new Date(now().getTime() - DEVICE_DAYS * DAY_MS));
}
