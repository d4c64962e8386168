import { once } from "node:events";
import { Agent, createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import pLimit from "p-limit";
import { type Run, repeat } from "@/bench/load";
import type { RunningStore } from "@/bench/store";

/* Codes by SMS, asked for and answered: each sign-in is two requests, the second with what the first has sent. */

/** Takes every message, and keeps the last code to each number. */
export type Gateway = { settings: Record<string, string>; codeTo(phone: string): string; stop(): Promise<void> };

const CONNECTIONS = 16;
const MANY = "1000000";
/** Every limit of messages that one sender, number or hour may cause. */
const UNLIMITED = [
  ...["SMS_BURST_PER_PHONE", "SMS_PER_PHONE_10_MINUTES", "SMS_PER_PHONE_HOUR", "SMS_PER_PHONE_DAY"],
  ...["SMS_PER_ACCOUNT_HOUR", "SMS_PER_BLOCK_HOUR", "SMS_PER_SENDER_HOUR", "SMS_PER_SENDER_DAY", "SMS_TOTAL_HOUR"],
];

export async function startGateway(): Promise<Gateway> {
  const codes = new Map<string, string>();
  const server = createServer(({ url = "" }, response) => {
    const { searchParams: message } = new URL(url, "http://gateway");
    codes.set(`+${message.get("to")}`, message.get("code") ?? "");
    response.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    settings: {
      ...Object.fromEntries(UNLIMITED.map((name) => [name, MANY])),
      SMS_PROVIDER: "http",
      SMS_HTTP_METHOD: "GET",
      SMS_HTTP_URL: `http://127.0.0.1:${port}/?to={to_digits}&code={code}`,
    },
    codeTo: (phone) => codes.get(phone) ?? "",
    stop: async () => {
      server.close().closeAllConnections();
    },
  };
}

/**
 * Signs in by codes for some seconds. @param phones of customers, taken in turns; one alone is everybody's
 * @throws when a step is not answered as it should be
 */
export async function runCodes(store: RunningStore, gateway: Gateway, phones: string[], seconds: number): Promise<Run> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const response = await fetch(`${store.url}/api/csrf_token/`);
  const { csrf_token: token } = (await response.json()) as { csrf_token: string };
  // Of two codes to one number nobody could tell which is whose.
  const asking = pLimit(phones.length === 1 ? 1 : CONNECTIONS);
  const post = (body: object, cookie = "") =>
    send(agent, `${store.url}/api/users/otp-login/`, JSON.stringify(body), {
      "content-type": "application/json",
      "x-csrftoken": token,
      cookie: `csrftoken=${token}${cookie}`,
    });
  const signIn = async (phone: string) => {
    const [asked, code] = await asking(async () => [await post({ phone }), gateway.codeTo(phone)] as const);
    const answered = await post({ phone, code }, `; ${asked.cookie}`);
    if (!answered.text.includes('"key"')) throw new Error(`A code was not taken: ${asked.text} ${answered.text}`);
  };
  let turn = 0;
  const run = await repeat(CONNECTIONS, seconds, store.usage, () => signIn(phones[turn++ % phones.length] ?? ""));
  agent.destroy();
  return run;
}

function send(agent: Agent, url: string, body: string, headers: Record<string, string>) {
  return new Promise<{ text: string; cookie: string }>((resolve, reject) => {
    const sent = request(url, { method: "POST", agent, headers }, async (answer) => {
      let text = "";
      for await (const chunk of answer) text += chunk;
      resolve({ text, cookie: answer.headers["set-cookie"]?.[0]?.split(";")[0] ?? "" });
    });
    sent.once("error", reject);
    sent.end(body);
  });
}
