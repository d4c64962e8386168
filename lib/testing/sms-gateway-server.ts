import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/*
 * SMS gateways over real HTTP: they check each request as the vendor would, keep what they took, and can fail in the ways
 * gateways do.
 */

export type TakenSms = { to: string; text: string; code?: string | null };

type ReceivedRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  header(name: string): string;
  body: string;
};

type Reply = { status: number; body: string; type?: string; headers?: Record<string, string> };

/** How a vendor reads a request: what it answers, and the message if it takes it. */
export type GatewayProtocol = (request: ReceivedRequest) => { reply: Reply; taken?: TakenSms };

/**
 * A reply of ours, or: no answer at all; half of one; one that goes on and on, byte by byte; one that is no answer to
 * this; bytes that are no HTTP.
 */
export type GatewayFault = Reply | "silent" | "half" | "endless" | "garbage" | "no_http";

export type SmsGatewayServer = {
  url: string;
  /** How many requests arrived, whatever became of them. */
  requests: number;
  taken: TakenSms[];
  /** Instead of doing its work. */
  fault: GatewayFault | null;
  /** Refuses connections from now on. */
  stop(): Promise<void>;
  /** Listens again, at the same address. */
  start(): Promise<void>;
};

/** Starts a gateway on a free port. */
export async function startSmsGatewayServer(protocol: GatewayProtocol): Promise<SmsGatewayServer> {
  const http = createServer(async (request, response) => {
    server.requests += 1;
    const received = await receive(request);
    if (typeof server.fault === "string") return misbehave(server.fault, response);
    if (server.fault) return answer(response, server.fault);
    const { reply, taken } = protocol(received);
    if (taken) server.taken.push(taken);
    return answer(response, reply);
  });
  const listen = (port: number) => new Promise<void>((resolve) => http.listen(port, "127.0.0.1", resolve));
  await listen(0);
  const { port } = http.address() as AddressInfo;
  const server: SmsGatewayServer = {
    url: `http://127.0.0.1:${port}`,
    requests: 0,
    taken: [],
    fault: null,
    start: () => listen(port),
    stop: () => {
      http.closeAllConnections();
      return new Promise((resolve) => http.close(() => resolve()));
    },
  };
  return server;
}

async function receive(request: IncomingMessage): Promise<ReceivedRequest> {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://gateway");
  return {
    method: request.method ?? "",
    path: pathname,
    query: searchParams,
    header: (name) => String(request.headers[name] ?? ""),
    body: Buffer.concat(await request.toArray()).toString("utf8"),
  };
}

function answer(response: ServerResponse, { status, body, type = "application/json", headers = {} }: Reply): void {
  response.writeHead(status, { "content-type": type, ...headers }).end(body);
}

const LOGIN_PAGE: Reply = { status: 200, body: "<html>Welcome to the hotel's network</html>", type: "text/html" };

function misbehave(fault: Exclude<GatewayFault, Reply>, response: ServerResponse): void {
  switch (fault) {
    case "silent":
      return;
    case "garbage":
      answer(response, LOGIN_PAGE);
      return;
    case "half":
      response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
      response.write('{"code":"00","sid":"SM', () => response.socket?.destroy());
      return;
    case "endless": {
      response.writeHead(200, { "content-type": "application/json" });
      const drip = setInterval(() => response.write(" "), 20);
      response.once("close", () => clearInterval(drip));
      return;
    }
    case "no_http":
      response.socket?.end("220 mail.example ESMTP\r\n");
  }
}

const json = (status: number, body: unknown): Reply => ({ status, body: JSON.stringify(body) });
const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;

/** Twilio's Messages resource, API 2010-04-01: operation CreateMessage. */
export function twilioProtocol(account: { sid: string; token: string }): GatewayProtocol {
  return (request) => {
    const refuse = (status: number, code: number, message: string) => ({
      reply: json(status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }),
    });
    const form = new URLSearchParams(request.body);
    const [to, text] = [form.get("To"), form.get("Body")];
    if (request.header("authorization") !== basic(account.sid, account.token)) {
      return refuse(401, 20003, "Authenticate");
    }
    if (request.path !== `/2010-04-01/Accounts/${account.sid}/Messages.json`) return refuse(404, 20404, "Not found");
    if (request.method !== "POST") return refuse(405, 20004, "Method not allowed");
    if (request.header("content-type") !== "application/x-www-form-urlencoded" || !text) {
      return refuse(400, 21602, "Message body is required.");
    }
    if (!to || !/^\+[1-9]\d{1,14}$/.test(to)) return refuse(400, 21211, `The 'To' number ${to} is not valid.`);
    const [from, service] = [form.get("From"), form.get("MessagingServiceSid")];
    if (!from && !service) return refuse(400, 21603, "A 'From' phone number is required.");
    return {
      taken: { to, text },
      reply: json(201, {
        account_sid: account.sid,
        api_version: "2010-04-01",
        body: text,
        date_created: "Thu, 24 Aug 2023 05:01:45 +0000",
        direction: "outbound-api",
        error_code: null,
        error_message: null,
        from,
        messaging_service_sid: service,
        num_segments: "1",
        sid: `SM${"a".repeat(32)}`,
        status: service ? "accepted" : "queued",
        to,
      }),
    };
  };
}

/** Netgsm's REST v2 for one-time passwords; its failures come with HTTP 200. */
export function netgsmProtocol(account: { username: string; password: string; header: string }): GatewayProtocol {
  return (request) => {
    const code = (value: string) => ({ reply: json(200, { code: value, description: "…" }) });
    if (request.method !== "POST" || request.path !== "/sms/rest/v2/otp") return { reply: json(404, {}) };
    if (request.header("authorization") !== basic(account.username, account.password)) return code("30");
    if (request.header("content-type") !== "application/json") return code("70");
    const { msgheader, msg, no, ...unknown } = JSON.parse(request.body);
    if (Object.keys(unknown).length > 0) return code("70");
    if (msgheader !== account.header) return code("40");
    if (typeof msg !== "string" || /\p{Script=Latin}/u.test(msg.replaceAll(/[A-Za-z]/g, ""))) return code("20");
    if (!/^5\d{9}$/.test(no)) return code("50");
    return {
      taken: { to: `+90${no}`, text: msg },
      reply: json(200, { code: "00", jobid: "17377215342605050417149344" }),
    };
  };
}

/** A gateway of no particular vendor. @param read its own way to find a message in a request; null when it finds none */
export function plainProtocol(read: (request: ReceivedRequest) => TakenSms | null): GatewayProtocol {
  return (request) => {
    const taken = read(request);
    return taken ? { taken, reply: json(202, { status: "ok" }) } : { reply: json(400, { status: "bad request" }) };
  };
}
