import { type Mailer, MailNotSentError } from "@/lib/adapters/mail/port";
import type { Db } from "@/lib/platform/db";

/**
 * Keeps mails in the database instead of sending them, the subject as their first line: for the demo and the tests. The
 * address is kept in lower case, so that it is found however it is written.
 */
export function outboxMail(db: Db): Mailer {
  return {
    async send({ to, subject, text }) {
      try {
        await db.outboxMessage.create({
          data: { channel: "mail", to: to.toLowerCase(), body: `${subject}\n\n${text}` },
        });
      } catch {
        // Without its cause, which would quote the mail.
        throw new MailNotSentError("the outbox cannot be written");
      }
    },
  };
}
