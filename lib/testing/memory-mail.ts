import { type MailMessage, MailNotSentError } from "@/lib/adapters/mail/port";

/** A mailer in memory that fails at will and passes the port's contract test. */
export function memoryMail() {
  const mailer = {
    /** What it took, oldest first. */
    sent: [] as MailMessage[],
    /** How often it was called, failures included. */
    calls: 0,
    failing: null as "not_sent" | null,
    async send(message: MailMessage) {
      mailer.calls += 1;
      if (mailer.failing) throw new MailNotSentError("planted by the test");
      mailer.sent.push({ ...message });
    },
  };
  return mailer;
}
