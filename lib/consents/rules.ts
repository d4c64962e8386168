/** One entry of the consent ledger. */
export type ConsentChange = { channel: "email" | "sms" | "call"; oldValue: boolean | null; newValue: boolean };

/** The answers to the three questions; undefined or null for one that was not given. */
export type ConsentAnswers = {
  email?: boolean | null | undefined;
  sms?: boolean | null | undefined;
  call?: boolean | null | undefined;
};

type ConsentColumns = { emailAllowed: boolean | null; smsAllowed: boolean | null; callAllowed: boolean | null };

const CHANNELS = ["email", "sms", "call"] as const;
const COLUMNS = { email: "emailAllowed", sms: "smsAllowed", call: "callAllowed" } as const;

/** What the answers change. A question once answered is never unanswered again. */
export function consentChanges(current: ConsentColumns, answers: ConsentAnswers): ConsentChange[] {
  return CHANNELS.flatMap((channel) => {
    const newValue = answers[channel];
    const oldValue = current[COLUMNS[channel]];
    return newValue === undefined || newValue === null || newValue === oldValue
      ? []
      : [{ channel, oldValue, newValue }];
  });
}

/** The customer's columns that changes write. */
export function consentColumns(changes: readonly ConsentChange[]): Partial<ConsentColumns> {
  return Object.fromEntries(changes.map(({ channel, newValue }) => [COLUMNS[channel], newValue]));
}

/** An answer that was given elsewhere, with what proves it. */
export type GivenConsent = {
  channel: ConsentChange["channel"];
  value: boolean;
  at: Date;
  ip: string | null;
  wordingVersion: string;
  source: string;
};

export type ConsentReceipt = ConsentChange & Omit<GivenConsent, "value">;

/**
 * The entries of the ledger for all answers of one customer, oldest first. One that was given again is evidence as well,
 * of another wording or time.
 */
export function consentReceipts(given: readonly GivenConsent[]): ConsentReceipt[] {
  const current: Partial<Record<ConsentChange["channel"], boolean>> = {};
  return given
    .toSorted((one, other) => one.at.getTime() - other.at.getTime())
    .map(({ value, ...evidence }) => {
      const oldValue = current[evidence.channel] ?? null;
      current[evidence.channel] = value;
      return { ...evidence, oldValue, newValue: value };
    });
}
