import { type Mailer, MailNotSentError } from "@/lib/adapters/mail/port";
import type { Db } from "@/lib/platform/db";

/** Stores mails instead of sending them, the subject as their first line, the address in lower case. */
export function devMailboxMail(db: Db): Mailer {
  return {
    async send({ to, subject, text, html, purpose = null }) {
      try {
        await db.devMessage.create({
          data: { channel: "mail", to: to.toLowerCase(), body: `${subject}\n\n${text}`, html, purpose },
        });
      } catch {
        // Without its cause, which would quote the mail.
        throw new MailNotSentError("the dev mailbox cannot be written");
      }
    },
  };
}
