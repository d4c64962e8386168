import { SmsDeliveryUnknownError, type SmsGateway, type SmsMessage, SmsNotSentError } from "@/lib/adapters/sms/port";

/** A gateway in memory that can fail at will; it passes the port's contract test. */
export type MemorySms = SmsGateway & {
  /** What it took, oldest first. While delivery is unknown it takes nothing. */
  sent: SmsMessage[];
  /** How often it was called, failures included. */
  calls: number;
  failing: "not_sent" | "delivery_unknown" | null;
};

/** A gateway that has sent nothing and does not fail yet. */
export function memorySms(): MemorySms {
  const gateway: MemorySms = {
    sent: [],
    calls: 0,
    failing: null,
    async send(message) {
      gateway.calls += 1;
      if (gateway.failing === "not_sent") throw new SmsNotSentError("planted by the test");
      if (gateway.failing === "delivery_unknown") throw new SmsDeliveryUnknownError("planted by the test");
      gateway.sent.push({ ...message });
    },
  };
  return gateway;
}
