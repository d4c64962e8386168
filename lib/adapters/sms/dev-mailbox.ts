import { type SmsGateway, SmsNotSentError, SmsUnreachableError } from "@/lib/adapters/sms/port";
import type { Db } from "@/lib/platform/db";

/** Numbers to which something else happens than that the message is there at once. */
const OUTCOMES: Readonly<Record<string, "refused" | "unreachable" | "delayed" | "never">> = {
  "+905550000002": "refused",
  "+905550000003": "unreachable",
  "+905550000004": "delayed",
  "+905550000005": "never",
};
const DELAY_MS = 20_000;

/** Stores messages instead of sending them, for the demo and the tests. */
export function devMailboxSms(db: Db, now: () => Date): SmsGateway {
  return {
    async send({ to, text, code, purpose = null }) {
      const outcome = OUTCOMES[to];
      if (outcome === "refused") throw new SmsNotSentError("this number of the dev mailbox is always refused");
      if (outcome === "unreachable") throw new SmsUnreachableError("this number of the dev mailbox gets no SMS");
      if (outcome === "never") return;
      const sentAt = outcome === "delayed" ? { sentAt: new Date(now().getTime() + DELAY_MS) } : {};
      try {
        await db.devMessage.create({ data: { channel: "sms", to, body: text, code, purpose, ...sentAt } });
      } catch {
        // Without its cause, which would quote the message.
        throw new SmsNotSentError("the dev mailbox cannot be written");
      }
    },
  };
}
