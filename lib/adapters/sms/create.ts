import { devMailboxSms } from "@/lib/adapters/sms/dev-mailbox";
import { type SmsGateway, SmsNotSentError } from "@/lib/adapters/sms/port";
import type { Db } from "@/lib/platform/db";
import type { Env } from "@/lib/platform/env";

/** Loads what the gateway needs only then: Twilio's client is large. */
export async function createSmsGateway(env: Env, mailbox: { db: Db; now: () => Date }): Promise<SmsGateway> {
  const timeoutMs = env.SMS_TIMEOUT_MS;
  switch (env.SMS_PROVIDER) {
    case "outbox":
      return devMailboxSms(mailbox.db, mailbox.now);
    case "none":
      return noSms();
    case "twilio": {
      const { twilioSms } = await import("@/lib/adapters/sms/twilio");
      return twilioSms({
        accountSid: env.TWILIO_ACCOUNT_SID ?? "",
        authToken: env.TWILIO_AUTH_TOKEN ?? "",
        from: env.TWILIO_FROM,
        messagingServiceSid: env.TWILIO_MESSAGING_SERVICE_SID,
        baseUrl: env.TWILIO_BASE_URL,
        timeoutMs,
      });
    }
    case "netgsm": {
      const { netgsmSms } = await import("@/lib/adapters/sms/netgsm");
      return netgsmSms({
        username: env.NETGSM_USERNAME ?? "",
        password: env.NETGSM_PASSWORD ?? "",
        header: env.NETGSM_HEADER ?? "",
        baseUrl: env.NETGSM_BASE_URL,
        timeoutMs,
      });
    }
    case "http": {
      const { httpGatewaySms } = await import("@/lib/adapters/sms/http-gateway");
      return httpGatewaySms({
        url: env.SMS_HTTP_URL ?? "",
        method: env.SMS_HTTP_METHOD,
        headers: env.SMS_HTTP_HEADERS,
        body: env.SMS_HTTP_BODY,
        success: env.SMS_HTTP_SUCCESS,
        unreachable: env.SMS_HTTP_UNREACHABLE,
        timeoutMs,
      });
    }
  }
}

/** For shops without a gateway: refuses every SMS, so that nobody waits for one. */
export function noSms(): SmsGateway {
  return {
    async send() {
      throw new SmsNotSentError("no gateway configured");
    },
  };
}
