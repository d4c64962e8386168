import {
  SmsDeliveryUnknownError,
  type SmsGateway,
  SmsNotSentError,
  SmsUnreachableError,
} from "@/lib/adapters/sms/port";
import { basicAuthorization, isSuccess, refusal, requestOnce } from "@/lib/adapters/sms/request-once";

export type NetgsmSettings = {
  username: string;
  password: string;
  /** The sender name that Netgsm has approved. */
  header: string;
  baseUrl: string;
  timeoutMs: number;
};

const TAKEN = "00";
/** 20 text, 30 authentication, 40 and 41 header, 50 to 52 number, 60 credit, 70 parameters, 100 their system. */
const REFUSED = /^[1-9]\d{1,2}$/;
const WRONG_NUMBER = /^5[012]$/;

/**
 * Netgsm's line for one-time passwords (REST v2): Turkish mobiles only, short texts without Turkish letters. Not sent:
 * no connection, a status that is no success, or one of their failure codes, which also come with HTTP 200. Unknown: no
 * or half an answer in time, or one without a code we know.
 */
export function netgsmSms(settings: NetgsmSettings): SmsGateway {
  const url = `${settings.baseUrl.replace(/\/+$/, "")}/sms/rest/v2/otp`;
  const headers = {
    Authorization: basicAuthorization(settings.username, settings.password),
    "Content-Type": "application/json",
    Accept: "application/json",
  };
  return {
    async send({ to, text }) {
      const body = JSON.stringify({ msgheader: settings.header, msg: inPlainLetters(text), no: nationalNumber(to) });
      const answer = await requestOnce({ url, method: "POST", headers, body, timeoutMs: settings.timeoutMs });
      const code = codeOf(answer.text);
      if (!isSuccess(answer.status)) throw refusal(answer.status, code);
      if (code === TAKEN) return;
      if (code !== null && WRONG_NUMBER.test(code)) throw new SmsUnreachableError(`code ${code}`);
      if (code !== null && REFUSED.test(code)) throw new SmsNotSentError(`code ${code}`);
      throw new SmsDeliveryUnknownError("the answer has no code that we know");
    },
  };
}

/** Their `code`, if it looks like one; anything else might quote what was sent. */
function codeOf(text: string): string | null {
  try {
    const { code } = JSON.parse(text);
    return typeof code === "string" && /^\d{2,3}$/.test(code) ? code : null;
  } catch {
    return null;
  }
}

/** `5551234567`: the form their documents use. Numbers of other countries are theirs to refuse. */
function nationalNumber(to: string): string {
  return to.replace(/^\+90/, "").replace(/^\+/, "");
}

const WITHOUT_DECOMPOSITION: Record<string, string> = { ı: "i", ß: "ss" };

function inPlainLetters(text: string): string {
  return text
    .normalize("NFC")
    .replaceAll(/\p{Script=Latin}/gu, (letter) => WITHOUT_DECOMPOSITION[letter] ?? letter.normalize("NFD").charAt(0));
}
