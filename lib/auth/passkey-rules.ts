/** The relying party (WebAuthn 4): whose passkeys these are, and from where they are used. */
export type RelyingParty = { id: string; name: string; origins: string[] };

type Shop = { APP_URL: string; TRUSTED_ORIGINS: readonly string[]; SHOP_NAME: string };

/** A trusted origin counts where browsers let it use the same id: on the shop's own host and below it. */
export function relyingPartyOf({ APP_URL, TRUSTED_ORIGINS, SHOP_NAME }: Shop): RelyingParty {
  const id = new URL(APP_URL).hostname;
  const sharesId = (origin: string) => {
    const host = URL.canParse(origin) ? new URL(origin).hostname : "";
    return host === id || host.endsWith(`.${id}`);
  };
  return { id, name: SHOP_NAME, origins: [APP_URL, ...TRUSTED_ORIGINS.filter(sharesId)] };
}

const TRANSPORTS = ["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"];

/** What browsers know of; the rest is nobody's business to store. */
export function knownTransports(given: readonly string[] = []): string[] {
  return TRANSPORTS.filter((transport) => given.includes(transport));
}
