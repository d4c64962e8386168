import { readCookie, writeCookie } from "@/components/layout/display-cookies";

/*
 * Whether to offer a passkey, decided on the device when somebody signs in by password: the overview's first rendering
 * must know it, since what is offered later would move the page.
 */

export const OFFER_COOKIE = "passkey_offer";
const DISMISSED = "no";

/** What the cookie of a device that can, and was not told otherwise, says. */
export const OFFERED = "yes";

/** After a sign-in by password. */
export async function offerPasskeyIfAble(): Promise<void> {
  const isAble = await window.PublicKeyCredential?.isUserVerifyingPlatformAuthenticatorAvailable?.().catch(() => false);
  if (isAble && readCookie(OFFER_COOKIE) !== DISMISSED) writeCookie(OFFER_COOKIE, OFFERED);
}

/** Never again on this device. */
export function dismissPasskeyOffer(): void {
  writeCookie(OFFER_COOKIE, DISMISSED);
}
