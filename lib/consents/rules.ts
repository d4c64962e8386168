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
