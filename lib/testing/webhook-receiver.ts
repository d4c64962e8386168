import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";

/** How it behaves: takes messages, answers with a status, takes its time, never answers, or dies before or after it has read one. */
export type Behaviour =
  | "take"
  | "hang"
  | { status: number; headers?: Record<string, string> }
  | "take_slowly"
  | "die_unread"
  | "die_taken";

export type Message = { id: string; type: string; timestamp: string; data: Record<string, unknown> };

export type Receiver = {
  url: string;
  /** Set after the endpoint was added. */
  secret: string;
  behaviour: Behaviour;
  /** What arrived and was verified, again and again where it was sent again. */
  taken: Message[];
  /** Each once, as receivers know a message by its id. */
  firsts: () => Message[];
  /** Ends all connections and listens no more. */
  kill: () => Promise<void>;
  /** Listens on the same port again. */
  revive: () => Promise<void>;
};

/** Long enough to be killed meanwhile. */
const SLOW_MS = 50;

/** A receiver that verifies by the published package. */
export async function startReceiver(): Promise<Receiver> {
  let server: Server;
  let port = 0;

  const listen = () =>
    new Promise<void>((resolve) => {
      server = createServer((request, response) => void answer(request, response));
      server.listen(port, "127.0.0.1", () => {
        port = (server.address() as AddressInfo).port;
        resolve();
      });
    });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { behaviour } = receiver;
    if (behaviour === "die_unread") return void request.socket.destroy();
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    if (behaviour === "hang") return;
    const body = Buffer.concat(parts).toString("utf8");
    if (behaviour === "take_slowly") await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
    if (behaviour === "take" || behaviour === "take_slowly" || behaviour === "die_taken") {
      const headers = request.headers as Record<string, string>;
      const message = new Webhook(receiver.secret).verify(body, headers) as Omit<Message, "id">;
      receiver.taken.push({ id: headers["webhook-id"] ?? "", ...message });
    }
    if (behaviour === "take" || behaviour === "take_slowly") response.writeHead(204).end();
    else if (behaviour === "die_taken") request.socket.destroy();
    else response.writeHead(behaviour.status, behaviour.headers).end("no");
  }

  const receiver: Receiver = {
    url: "",
    secret: "",
    behaviour: "take",
    taken: [],
    firsts: () => [...new Map(receiver.taken.toReversed().map((message) => [message.id, message])).values()].reverse(),
    kill: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    revive: listen,
  };
  await listen();
  receiver.url = `http://127.0.0.1:${port}/events`;
  return receiver;
}
