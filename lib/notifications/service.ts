import { MailNotSentError } from "@/lib/adapters/mail/port";
import { SmsNotSentError, SmsUnsureError } from "@/lib/adapters/sms/port";
import type { Deps } from "@/lib/deps";
import { isReachable } from "@/lib/notifications/rules";
import { claimQueued, deleteQueued, insertQueued, postponeQueued, type QueuedRow } from "@/lib/notifications/store";
import type { DbTransaction } from "@/lib/platform/db";
import type { Language } from "@/lib/platform/i18n/languages";
import { messageText } from "@/lib/platform/i18n/translate";

/*
 * Notices and mails that no answer waits for: queued in the transaction that is their reason, delivered right after it,
 * and tried again while the gateway is down. Codes are not among them; they go out while the caller waits.
 */

/** Longer than any gateway takes for one message. */
const LEASE_SECONDS = 60;
/** With the delays below these last for 23 hours. */
const ATTEMPTS_MAX = 30;
const FIRST_DELAY_SECONDS = 30;
const LONGEST_DELAY_SECONDS = 3600;

/** Values that a message's text mentions, beside the shop's name and address. */
type Values = Record<string, string | number>;

/** Queues an SMS without a code, if the number gets messages at all. @param text a key of `sms` in lib/platform/i18n/messages/api */
export async function queueSms(
  deps: Deps,
  transaction: DbTransaction,
  { to, text, language, values = {} }: { to: string; text: string; language: Language; values?: Values },
): Promise<void> {
  const { SMS_COUNTRIES: countries, DEFAULT_PHONE_REGION: region } = deps.env;
  if (!isReachable(to, { countries, region })) return;
  const body = messageText(language, `sms.${text}`, { ...shopValues(deps), ...values });
  await insertQueued(transaction, { channel: "sms", to, subject: null, body });
}

/** Queues a mail. @param text a key of `mail` in lib/platform/i18n/messages/api, with `subject` and `body` below it */
export async function queueMail(
  deps: Deps,
  transaction: DbTransaction | Deps["db"],
  { to, text, language, values = {} }: { to: string; text: string; language: Language; values?: Values },
): Promise<void> {
  const all = { ...shopValues(deps), ...values };
  const subject = messageText(language, `mail.${text}.subject`, all);
  const body = messageText(language, `mail.${text}.body`, all);
  await insertQueued(transaction, { channel: "mail", to, subject, body });
}

/** What every text may mention. */
export function shopValues({ env }: Pick<Deps, "env">): { shop: string; url: string } {
  return { shop: env.SHOP_NAME, url: env.APP_URL };
}

/** Delivers what is due without keeping anybody waiting; what fails stays queued. */
export function deliverSoon(deps: Deps): void {
  deliverQueued(deps).catch((error: unknown) => deps.log.warn({ err: error }, "the queue could not be delivered"));
}

/**
 * Delivers what is due, one message after the other. One whose gateway is down is tried again later and later, and given
 * up with an error in the log after a day or so; an SMS that may have been sent is not sent again.
 *
 * @returns how many were delivered
 */
export async function deliverQueued(deps: Deps): Promise<number> {
  let delivered = 0;
  // Each is claimed just before its own delivery: in a batch the last one's lease could be over before its turn.
  for (;;) {
    const row = await claimQueued(deps.db, LEASE_SECONDS);
    if (row === null) return delivered;
    if (await deliver(deps, row)) delivered++;
  }
}

async function deliver(deps: Deps, row: QueuedRow): Promise<boolean> {
  try {
    if (row.channel === "sms") await deps.sms.send({ to: row.to, text: row.body, code: null });
    else await deps.mail.send({ to: row.to, subject: row.subject ?? "", text: row.body });
  } catch (error) {
    if (error instanceof SmsUnsureError) {
      deps.log.warn({ err: error, message: row.id }, "a notice may have been sent; it is not sent again");
      await deleteQueued(deps.db, row.id);
      return false;
    }
    if (!(error instanceof SmsNotSentError || error instanceof MailNotSentError)) throw error;
    await retryLater(deps, row, error);
    return false;
  }
  await deleteQueued(deps.db, row.id);
  return true;
}

async function retryLater(deps: Deps, { id, attempts }: QueuedRow, error: Error): Promise<void> {
  if (attempts >= ATTEMPTS_MAX) {
    deps.log.error({ err: error, message: id, attempts }, "a message could not be delivered and was given up");
    return deleteQueued(deps.db, id);
  }
  deps.log.warn({ err: error, message: id, attempts }, "a message could not be delivered yet");
  const delay = Math.min(LONGEST_DELAY_SECONDS, FIRST_DELAY_SECONDS * 2 ** (attempts - 1));
  await postponeQueued(deps.db, id, delay);
}
