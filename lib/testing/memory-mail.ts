import { type Mailer, type MailMessage, MailNotSentError } from "@/lib/adapters/mail/port";

/** A mailer in memory that can fail at will; it passes the port's contract test. */
export type MemoryMail = Mailer & {
  /** What it took, oldest first. */
  sent: MailMessage[];
  /** How often it was called, failures included. */
  calls: number;
  failing: "not_sent" | null;
};

/** A mailer that has sent nothing and does not fail yet. */
export function memoryMail(): MemoryMail {
  const mailer: MemoryMail = {
    sent: [],
    calls: 0,
    failing: null,
    async send(message) {
      mailer.calls += 1;
      if (mailer.failing) throw new MailNotSentError("planted by the test");
      mailer.sent.push({ ...message });
    },
  };
  return mailer;
}
