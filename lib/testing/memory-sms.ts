import {
  SmsDeliveryUnknownError,
  type SmsMessage,
  SmsNotSentError,
  SmsUnreachableError,
} from "@/lib/adapters/sms/port";

const FAILURES = {
  not_sent: SmsNotSentError,
  unreachable: SmsUnreachableError,
  delivery_unknown: SmsDeliveryUnknownError,
};

/** A gateway in memory that fails at will and passes the port's contract test. */
export function memorySms() {
  const gateway = {
    /** What it took, oldest first. */
    sent: [] as SmsMessage[],
    /** How often it was called, failures included. */
    calls: 0,
    failing: null as keyof typeof FAILURES | null,
    async send(message: SmsMessage) {
      gateway.calls += 1;
      if (gateway.failing) throw new FAILURES[gateway.failing]("planted by the test");
      gateway.sent.push({ ...message });
    },
  };
  return gateway;
}
