import { devMailboxMail } from "@/lib/adapters/mail/dev-mailbox";
import { type Mailer, MailNotSentError } from "@/lib/adapters/mail/port";
import type { Db } from "@/lib/platform/db";
import type { Env } from "@/lib/platform/env";

const SMTP_TIMEOUT_MS = 5000;

/** Loads the SMTP client only where it is used. */
export async function createMailer(env: Env, db: Db): Promise<Mailer> {
  switch (env.MAIL_PROVIDER) {
    case "outbox":
      return devMailboxMail(db);
    case "none":
      return noMail();
    case "smtp": {
      const { smtpMailer } = await import("@/lib/adapters/mail/smtp");
      return smtpMailer({ url: env.SMTP_URL ?? "", from: env.MAIL_FROM ?? "", timeoutMs: SMTP_TIMEOUT_MS });
    }
  }
}

/** For shops without a mail server: refuses every mail. */
export function noMail(): Mailer {
  return {
    async send() {
      throw new MailNotSentError("no mail server configured");
    },
  };
}
