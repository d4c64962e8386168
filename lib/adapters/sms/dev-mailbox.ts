import { type SmsGateway, SmsNotSentError } from "@/lib/adapters/sms/port";
import type { Db } from "@/lib/platform/db";

/** Keeps messages in the database instead of sending them: for the demo and the tests, where people read them there. */
export function outboxSms(db: Db): SmsGateway {
  return {
    async send({ to, text, code }) {
      try {
        await db.outboxMessage.create({ data: { channel: "sms", to, body: text, code } });
      } catch {
        // Without its cause, which would quote the message.
        throw new SmsNotSentError("the outbox cannot be written");
      }
    },
  };
}
