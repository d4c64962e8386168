import { isMarked } from "@/lib/platform/errors";

/*
 * The programme in which accounts and points live; one contract test covers every implementation. Responses are checked
 * before they are trusted: what is not an account, or not the one that was asked for, is LoyaltyUnavailableError.
 */

export type LoyaltyMember = {
  firstName: string;
  lastName: string;
  /** As the programme writes it; compare by its canonical form. */
  phone: string | null;
  email: string | null;
  gender: "female" | "male" | null;
  /** `YYYY-MM-DD` */
  dateOfBirth: string | null;
  emailAllowed: boolean | null;
  smsAllowed: boolean | null;
  callAllowed: boolean | null;
  /** What the shop tells beside these, under the programme's names; it is not read back, and what is left out stays. */
  attributes?: Record<string, unknown> | undefined;
};

export type LoyaltyAccount = LoyaltyMember & {
  /** The programme's own name for the account; what is printed on a card. */
  accountNumber: string;
  isActive: boolean;
};

export type LoyaltyBalance = {
  /** Whole points that can be spent, never negative. */
  points: number;
  /** Points that were taken back after they had been spent: the next ones pay for them. Null when the programme does not say. */
  owedPoints: number | null;
  /** Null when the programme does not say. */
  pendingPoints: number | null;
  /** Null for none, or when the programme does not say. */
  expiring: { points: number; at: Date } | null;
  /** Null when the programme has no tiers. */
  tier: { name: string; next: { name: string; missingPoints: number } | null } | null;
};

export type LedgerEntry = {
  id: string;
  at: Date;
  kind: "welcome" | "earn" | "spend" | "reverse" | "expire" | "adjust";
  /** Signed. */
  points: number;
  /** The balance after this entry; below zero for a debt. */
  balance: number;
  description: string;
  /** Earned points that cannot be spent before then. */
  availableAt: Date | null;
  expiresAt: Date | null;
};

export type LedgerPage = {
  /** Newest first. */
  entries: LedgerEntry[];
  /** Hand it back to get what is older; null at the end. */
  next: string | null;
};

/** A deadline: the call gives up when it is aborted. */
export type CallOptions = { signal: AbortSignal };
/** A write is made once for each key, however often it is sent. */
export type WriteOptions = CallOptions & { key: string };

export type LoyaltyProvider = {
  readonly name: ProviderName;
  /** Accounts with this phone (E.164, or digits that do not parse) or this address; closed ones too. */
  search(criteria: { phone: string | null; email: string | null }, options: CallOptions): Promise<LoyaltyAccount[]>;
  /**
   * Opens an account; sent again with its key it answers the account that the first call made.
   * @throws LoyaltyRefusedError, with `isTaken` when there may be no second account with these data
   */
  create(member: LoyaltyMember, options: WriteOptions): Promise<LoyaltyAccount>;
  /** Null when the programme does not know the account. */
  read(accountNumber: string, options: CallOptions): Promise<LoyaltyAccount | null>;
  /** @throws LoyaltyRefusedError when there is no such account */
  update(accountNumber: string, member: LoyaltyMember, options: WriteOptions): Promise<LoyaltyAccount>;
  /** @throws LoyaltyRefusedError when there is no such account */
  balance(accountNumber: string, options: CallOptions): Promise<LoyaltyBalance>;
  /**
   * Where the programme keeps one. @param before `next` of the page before; null for the newest
   * @throws LoyaltyRefusedError when there is no such account or page
   */
  ledger?(
    accountNumber: string,
    page: { before: string | null; limit: number },
    options: CallOptions,
  ): Promise<LedgerPage>;
  /** Closes the account; one that is closed or unknown is fine. */
  deactivate(accountNumber: string, options: WriteOptions): Promise<void>;
  /**
   * Opens a closed account again, with its points; one that is open is fine.
   * @returns false where the programme opens none again, or not this one
   */
  reopen(accountNumber: string, options: WriteOptions): Promise<boolean>;
  /** Closes the account and forgets whose it was; the movements stay. Without this call the account is closed. */
  erase?(accountNumber: string, options: WriteOptions): Promise<void>;
};

/** A provider whose every call ends in time; the operations are those of `LoyaltyProvider`. */
export type GuardedLoyalty = {
  readonly name: ProviderName;
  search(criteria: { phone: string | null; email: string | null }): Promise<LoyaltyAccount[]>;
  create(member: LoyaltyMember, key: string): Promise<LoyaltyAccount>;
  read(accountNumber: string): Promise<LoyaltyAccount | null>;
  update(accountNumber: string, member: LoyaltyMember, key: string): Promise<LoyaltyAccount>;
  balance(accountNumber: string): Promise<LoyaltyBalance>;
  ledger?(accountNumber: string, page: { before: string | null; limit: number }): Promise<LedgerPage>;
  deactivate(accountNumber: string, key: string): Promise<void>;
  reopen(accountNumber: string, key: string): Promise<boolean>;
  erase?(accountNumber: string, key: string): Promise<void>;
};

/** The canonical forms by which contacts are compared, as the shop has them. */
export type ContactForms = {
  /** null for what is no phone number */
  phone(written: string): string | null;
  email(written: string): string;
};

export const PROVIDER_NAMES = ["embedded", "http", "voucherify"] as const;

export type ProviderName = (typeof PROVIDER_NAMES)[number];

const UNAVAILABLE = Symbol.for("storefront.LoyaltyUnavailableError");
const REFUSED = Symbol.for("storefront.LoyaltyRefusedError");

/** The programme gave no answer that can be trusted. A write may have been made. */
export class LoyaltyUnavailableError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isMarked(value, UNAVAILABLE);
  }

  readonly [UNAVAILABLE] = true;

  /** @param reason for the log: a status or a fault, never data of a member */
  constructor(reason: string, { cause }: { cause?: unknown } = {}) {
    super(`The loyalty programme is not available: ${reason}`, { cause });
    this.name = "LoyaltyUnavailableError";
  }
}

/** The programme understood and said no: nothing was written, and asking again changes nothing. */
export class LoyaltyRefusedError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isMarked(value, REFUSED);
  }

  readonly [REFUSED] = true;
  /** There is an account with these data already, and the programme opens no second one. */
  readonly isTaken: boolean;

  /** @param reason for the log, as above */
  constructor(reason: string, { isTaken = false, cause }: { isTaken?: boolean; cause?: unknown } = {}) {
    super(`The loyalty programme refused: ${reason}`, { cause });
    this.name = "LoyaltyRefusedError";
    this.isTaken = isTaken;
  }
}
