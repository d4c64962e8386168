import { type SmsGateway, SmsNotSentError } from "@/lib/adapters/sms/port";
import type { Db } from "@/lib/platform/db";

/** Stores messages instead of sending them, for the demo and the tests. */
export function devMailboxSms(db: Db): SmsGateway {
  return {
    async send({ to, text, code }) {
      try {
        await db.devMessage.create({ data: { channel: "sms", to, body: text, code } });
      } catch {
        // Without its cause, which would quote the message.
        throw new SmsNotSentError("the dev mailbox cannot be written");
      }
    },
  };
}
