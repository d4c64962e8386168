import twilio from "twilio";
import type RequestClient from "twilio/lib/base/RequestClient";
import type Response from "twilio/lib/http/response";
import {
  SmsDeliveryUnknownError,
  type SmsGateway,
  SmsNotSentError,
  SmsUnreachableError,
} from "@/lib/adapters/sms/port";
import { basicAuthorization, refusal, requestOnce } from "@/lib/adapters/sms/request-once";

export type TwilioSettings = {
  accountSid: string;
  authToken: string;
  /** A number of ours or a sender name. Not needed with a messaging service. */
  from: string | undefined;
  messagingServiceSid: string | undefined;
  /** Another address than Twilio's own. */
  baseUrl: string | undefined;
  timeoutMs: number;
};

/**
 * Their codes for a number that gets nothing: invalid, of a country that is switched off, out of reach, opted out, a
 * landline (https://www.twilio.com/docs/api/errors).
 */
const NEVER = new Set([21211, 21214, 21217, 21408, 21610, 21612, 21614, 21635, 30005, 30006]);

/**
 * Twilio's Messages resource (API 2010-04-01), by its official client. Not sent: no connection, or any answer but 2xx.
 * Unknown: no or half an answer in time, or a success that names no message.
 */
export function twilioSms(settings: TwilioSettings): SmsGateway {
  const client = twilio(settings.accountSid, settings.authToken, {
    httpClient: new SingleRequestClient({ timeout: settings.timeoutMs, autoRetry: false }),
  });
  if (settings.baseUrl) client.api.baseUrl = settings.baseUrl;
  const sender = {
    ...(settings.from ? { from: settings.from } : {}),
    ...(settings.messagingServiceSid ? { messagingServiceSid: settings.messagingServiceSid } : {}),
  };
  return {
    async send({ to, text }) {
      const { sid, status, errorCode } = await client.messages.create({ to, body: text, ...sender }).catch(explain);
      if (!sid) throw new SmsDeliveryUnknownError("the answer names no message");
      if (status === "failed") throw failure(`failed, code ${errorCode}`, errorCode);
    },
  };
}

/** The official client's transport cannot tell a connection that never came about from an answer that got lost. */
class SingleRequestClient extends twilio.RequestClient {
  override async request<TData>(options: RequestClient.RequestOptions<TData>): Promise<Response<TData>> {
    const { status, text } = await requestOnce({
      url: options.uri,
      method: options.method.toUpperCase(),
      headers: {
        ...Object.fromEntries(Object.entries(options.headers ?? {}).map(([name, value]) => [name, String(value)])),
        Authorization: basicAuthorization(options.username ?? "", options.password ?? ""),
      },
      body: new URLSearchParams(options.data as Record<string, string>).toString(),
      timeoutMs: this.defaultTimeout,
    });
    // Twilio's client parses the text.
    return { statusCode: status, body: text as TData, headers: {} };
  }
}

/** Its exceptions quote the number, so only status and code are kept of them. */
function explain(error: unknown): never {
  if (error instanceof SmsNotSentError || error instanceof SmsDeliveryUnknownError) throw error;
  if (error instanceof Error && "status" in error && typeof error.status === "number") {
    const code = "code" in error && typeof error.code === "number" ? error.code : null;
    throw code !== null && NEVER.has(code) ? new SmsUnreachableError(`code ${code}`) : refusal(error.status, code);
  }
  throw new SmsDeliveryUnknownError("the answer is no JSON");
}

function failure(reason: string, code: number | null): SmsNotSentError {
  return code !== null && NEVER.has(code) ? new SmsUnreachableError(reason) : new SmsNotSentError(reason);
}
