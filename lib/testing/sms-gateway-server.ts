import { type FaultyServer, type ReceivedCall, type ServedResponse, serveFaulty } from "@/lib/testing/faulty-service";

/* SMS gateways over real HTTP: they check each request as the vendor would, and keep what they took. */

export type TakenSms = { to: string; text: string; code?: string | null };

/** How a vendor reads a request: what it answers, and the message if it takes it. */
export type GatewayProtocol = (call: ReceivedCall) => { response: ServedResponse; taken?: TakenSms };

export type SmsGatewayServer = FaultyServer & { taken: TakenSms[] };

/** Starts a gateway on a free port. */
export async function startSmsGatewayServer(protocol: GatewayProtocol): Promise<SmsGatewayServer> {
  const taken: TakenSms[] = [];
  const server = await serveFaulty({
    answer(call) {
      const { response, taken: message } = protocol(call);
      if (message) taken.push(message);
      return response;
    },
  });
  return Object.assign(server, { taken });
}

const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;

/** Twilio's Messages resource, API 2010-04-01: operation CreateMessage. */
export function twilioProtocol(account: { sid: string; token: string }): GatewayProtocol {
  return ({ method, path, header, body }) => {
    const refuse = (status: number, code: number, message: string) => ({
      response: {
        status,
        body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
      },
    });
    const form = new URLSearchParams(body);
    const [to, text] = [form.get("To"), form.get("Body")];
    if (header("authorization") !== basic(account.sid, account.token)) return refuse(401, 20003, "Authenticate");
    if (path !== `/2010-04-01/Accounts/${account.sid}/Messages.json`) return refuse(404, 20404, "Not found");
    if (method !== "POST") return refuse(405, 20004, "Method not allowed");
    if (header("content-type") !== "application/x-www-form-urlencoded" || !text) {
      return refuse(400, 21602, "Message body is required.");
    }
    if (!to || !/^\+[1-9]\d{1,14}$/.test(to)) return refuse(400, 21211, `The 'To' number ${to} is not valid.`);
    const [from, service] = [form.get("From"), form.get("MessagingServiceSid")];
    if (!from && !service) return refuse(400, 21603, "A 'From' phone number is required.");
    const status = service ? "accepted" : "queued";
    return {
      taken: { to, text },
      response: { status: 201, body: { sid: `SM${"a".repeat(32)}`, status, to, body: text, error_code: null } },
    };
  };
}

/** Netgsm's REST v2 for one-time passwords; its failures come with HTTP 200. */
export function netgsmProtocol(account: { username: string; password: string; header: string }): GatewayProtocol {
  return ({ method, path, header, body }) => {
    const code = (value: string) => ({ response: { status: 200, body: { code: value, description: "…" } } });
    if (method !== "POST" || path !== "/sms/rest/v2/otp") return { response: { status: 404, body: {} } };
    if (header("authorization") !== basic(account.username, account.password)) return code("30");
    if (header("content-type") !== "application/json") return code("70");
    const { msgheader, msg, no, ...unknown } = JSON.parse(body);
    if (Object.keys(unknown).length > 0) return code("70");
    if (msgheader !== account.header) return code("40");
    if (typeof msg !== "string" || /\p{Script=Latin}/u.test(msg.replaceAll(/[A-Za-z]/g, ""))) return code("20");
    if (!/^5\d{9}$/.test(no)) return code("50");
    return { ...code("00"), taken: { to: `+90${no}`, text: msg } };
  };
}

/** A gateway of no particular vendor. @param read its own way to find a message in a request; null when it finds none */
export function plainProtocol(read: (call: ReceivedCall) => TakenSms | null): GatewayProtocol {
  return (call) => {
    const taken = read(call);
    return taken
      ? { taken, response: { status: 202, body: { status: "ok" } } }
      : { response: { status: 400, body: {} } };
  };
}
