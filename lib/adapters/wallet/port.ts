import { isMarked } from "@/lib/platform/errors";
import type { Language } from "@/lib/platform/i18n/languages";

/* The card in a phone's wallet. */

/** What is shown of a member's card. */
export type HeldCard = {
  name: string;
  number: string;
  /** Null while nobody knows them. */
  points: number | null;
  /** As the programme calls it. */
  tier: string | null;
};

/** A pass or object in somebody's wallet, by a name of its own; without a card it is void. */
export type WalletPass = { serial: string; card: HeldCard | null };

export type AppleWallet = {
  /** The pass type that its certificate is for. */
  passTypeId: string;
  /** @param token by which the phone asks for changes @returns a signed `.pkpass` */
  sign(pass: WalletPass, token: string): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * Tells phones that their pass has changed, in bounded time.
   * @returns which will never be reached again, and a code for what failed, if anything did
   */
  push(pushTokens: readonly string[]): Promise<{ gone: string[]; failure: string | null }>;
};

export type GoogleWallet = {
  /** @param language of what does not follow the phone's @returns the address that adds the card to somebody's wallet */
  saveUrl(pass: WalletPass, language: Language): string;
  /** Brings what somebody has added up to date, in bounded time. @throws WalletUnavailableError */
  update(pass: WalletPass, language: Language): Promise<void>;
};

/** Each null where it is not configured. */
export type Wallets = { apple: AppleWallet | null; google: GoogleWallet | null };

const UNAVAILABLE = Symbol.for("storefront.WalletUnavailableError");

/** The wallet's servers did not take a change. */
export class WalletUnavailableError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isMarked(value, UNAVAILABLE);
  }

  readonly [UNAVAILABLE] = true;

  /** @param reason a code, for the log and the job */
  constructor(readonly reason: string) {
    super(`The wallet did not take it: ${reason}`);
    this.name = "WalletUnavailableError";
  }
}
