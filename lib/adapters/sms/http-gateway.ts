import {
  SmsDeliveryUnknownError,
  type SmsGateway,
  SmsNotSentError,
  SmsUnreachableError,
} from "@/lib/adapters/sms/port";
import { isSuccess, refusal, requestOnce } from "@/lib/adapters/sms/request-once";
import { contentTypeOf, escapingOf, fillTemplate, hasPlaceholder } from "@/lib/platform/request-template";

export type HttpGatewaySettings = {
  /** May hold placeholders, as the body: lib/platform/request-template.ts. */
  url: string;
  method: string;
  /** With a Content-Type, unless it is JSON. */
  headers: Record<string, string>;
  body: string | undefined;
  /** What an answer with 2xx must match to be a success; undefined when the status says it all. */
  success: RegExp | undefined;
  /** What an answer of whatever status matches when the number gets no messages, now or later. */
  unreachable: RegExp | undefined;
  timeoutMs: number;
};

/**
 * Any gateway that takes one HTTP request for one message. Not sent: no connection, or a status that is no success.
 * Unknown: no or half an answer in time, or one that does not match `success`.
 * @throws Error when we cannot escape values for the content type
 */
export function httpGatewaySms(settings: HttpGatewaySettings): SmsGateway {
  const { url, method, headers, body, success, unreachable, timeoutMs } = settings;
  const contentType = contentTypeOf(headers);
  const escaping = body === undefined ? "none" : escapingOf(contentType);
  if (escaping === null) throw new Error("No escaping is known for the SMS gateway's content type.");
  const onlyCodes = !hasPlaceholder([url, body ?? ""], "text");
  const allHeaders = body === undefined ? headers : { ...withoutContentType(headers), "Content-Type": contentType };
  return {
    async send(message) {
      if (onlyCodes && message.code === null) throw new SmsNotSentError("this gateway is set up for codes only");
      const answer = await requestOnce({
        url: fillTemplate(url, message, "form"),
        method,
        headers: allHeaders,
        body: body === undefined ? undefined : fillTemplate(body, message, escaping),
        timeoutMs,
      });
      if (unreachable?.test(answer.text)) throw new SmsUnreachableError(`HTTP ${answer.status}`);
      if (!isSuccess(answer.status)) throw refusal(answer.status);
      if (success && !success.test(answer.text))
        throw new SmsDeliveryUnknownError("the answer is not the agreed success");
    },
  };
}

function withoutContentType(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== "content-type"));
}
