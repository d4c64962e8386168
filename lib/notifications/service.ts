import { type MailMessage, MailNotSentError } from "@/lib/adapters/mail/port";
import { SmsDeliveryUnknownError, SmsNotSentError, SmsUnreachableError } from "@/lib/adapters/sms/port";
import { isReachable } from "@/lib/contact/phone-rules";
import type { Deps } from "@/lib/deps";
import { countOutcome } from "@/lib/metrics";
import { toMailMessage } from "@/lib/notifications/mail-view";
import { sendSms } from "@/lib/notifications/sms-service";
import type { DbTransaction } from "@/lib/platform/db";
import type { Language } from "@/lib/platform/i18n/languages";
import { messageText } from "@/lib/platform/i18n/translate";
import { ATTEMPTS_IN_A_DAY } from "@/lib/platform/jobs/rules";
import type { JobOutcome, JobRegistry } from "@/lib/platform/jobs/service";
import { enqueueJob, type Job } from "@/lib/platform/jobs/store";
import { drainSoon } from "@/lib/platform/jobs/worker";

/*
 * The transactional outbox: notifications that no answer waits for are queued in the transaction that is their reason
 * and delivered right after it. Codes are not among them: they go out while the caller waits.
 */

const SEND = "notification.send";

/** What a job of the outbox delivers. */
type Notification = {
  channel: "sms" | "mail";
  to: string;
  subject: string | null;
  body: string;
  /** Of a mail; not in what an earlier release queued. */
  language?: Language;
  /** The template's name; not in what an earlier release queued. */
  purpose?: string;
};

/** Values that a template mentions, beside the shop's name and address. */
type Values = Record<string, string | number>;

/** Queues an SMS without a code, if the number gets messages at all. @param template below `sms` in the API's texts */
export async function queueSms(
  deps: Deps,
  transaction: DbTransaction,
  { to, template, language, values = {} }: { to: string; template: string; language: Language; values?: Values },
): Promise<void> {
  if (!isReachable(to, deps.env.SMS_COUNTRIES)) return;
  const body = messageText(language, `sms.${template}`, { ...shopValues(deps), ...values });
  await enqueue(transaction, { channel: "sms", to, subject: null, body, purpose: template });
}

/** Queues a mail. @param template below `mail` in the API's texts, with a `subject` and a `body` */
export async function queueMail(
  deps: Deps,
  transaction: DbTransaction | Deps["db"],
  template: MailTemplate,
): Promise<void> {
  const { to, subject, text, language, purpose } = mailText(deps, template);
  await enqueue(transaction, { channel: "mail", to, subject, body: text, language, purpose });
}

export type MailTemplate = { to: string; template: string; language: Language; values?: Values };

/** A mail that is not queued, for {@link toMailMessage}. */
export function mailText(deps: Pick<Deps, "env">, { to, template, language, values = {} }: MailTemplate) {
  const all = { ...shopValues(deps), ...values };
  const part = (name: "subject" | "body") => messageText(language, `mail.${template}.${name}`, all);
  return {
    to,
    subject: part("subject"),
    text: inLanguage(part("body"), all.url, language),
    language,
    purpose: template,
  };
}

/** A mail app's own browser knows nothing of its reader: what a mail links to opens in the mail's language. */
function inLanguage(text: string, url: string, language: Language): string {
  const lines = text.split("\n").map((line) => {
    if (!line.startsWith(`${url}/`)) return line;
    const address = new URL(line);
    address.searchParams.set("lang", language);
    return address.href;
  });
  return lines.join("\n");
}

/** Hands a mail over and counts it. @throws as Mailer.send */
export function sendMail({ mail, metrics }: Pick<Deps, "mail" | "metrics">, message: MailMessage): Promise<void> {
  return countOutcome(metrics.mails, {}, () => mail.send(message));
}

/** What every template may mention. */
export function shopValues({ env }: Pick<Deps, "env">): { shop: string; url: string } {
  return { shop: env.SHOP_NAME, url: env.APP_URL };
}

/** Delivers what is due without keeping anybody waiting; what fails stays queued. */
export function deliverSoon(deps: Deps): void {
  drainSoon(deps, [SEND]);
}

/** While a gateway is down its notifications are tried for a day. */
export const notificationJobs: JobRegistry<Deps> = { [SEND]: { run: send, maxAttempts: ATTEMPTS_IN_A_DAY } };

async function send(deps: Deps, job: Job): Promise<JobOutcome> {
  const notification = job.payload as Notification;
  const { channel, to, subject, body, language = deps.env.DEFAULT_LANGUAGE, purpose } = notification;
  try {
    if (channel === "sms") await sendSms(deps, "alert", { to, text: body, code: null, purpose });
    else await sendMail(deps, toMailMessage(deps, { to, subject: subject ?? "", text: body, language, purpose }));
  } catch (error) {
    if (error instanceof SmsUnreachableError) return "done";
    if (error instanceof SmsNotSentError || error instanceof MailNotSentError) return { retry: "not_sent", error };
    if (!(error instanceof SmsDeliveryUnknownError)) throw error;
    // A second SMS is worse than none.
    deps.log.warn({ err: error, job: job.id }, "delivery of a notification is unknown: it is not sent again");
  }
  return "done";
}

async function enqueue(db: DbTransaction | Deps["db"], payload: Notification): Promise<void> {
  await enqueueJob(db, { kind: SEND, payload });
}
