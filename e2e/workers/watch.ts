import { Agent, createServer, type IncomingMessage, request as open, type Server } from "node:http";
import { pipeline } from "node:stream/promises";
import { parseCookies } from "@/lib/platform/http/cookies";

/*
 * Stands between tests and their store and reads whatever is asked and answered, pages and API alike: what was made up in one
 * world must never come back in another, nor outside of all of them.
 */

/** In each address that `newCustomer` makes up, which nobody else has. */
const MARK = /\bnew\.[0-9a-f]{12}\b/g;

/** Its id; null for the store itself. */
type World = string | null;

export type Seen = {
  answers: number;
  /** Marks that came back where they were made up. */
  own: number;
  /** Those that came back elsewhere, and where. */
  foreign: string[];
};

export type Watch = {
  /** What is first asked in a world is its own. */
  asked(world: World, text: string): void;
  /** @param place tells a reader which answer it was */
  answered(world: World, place: string, text: string): void;
  /** @returns what was seen since it was last taken */
  take(): Seen;
};

export function createWatch(): Watch {
  const owners = new Map<string, World>();
  let seen: Seen = { answers: 0, own: 0, foreign: [] };
  return {
    asked(world, text) {
      for (const mark of marksIn(text)) if (!owners.has(mark)) owners.set(mark, world);
    },
    answered(world, place, text) {
      seen.answers++;
      for (const mark of marksIn(text)) {
        const owner = owners.get(mark);
        if (owner === world) seen.own++;
        else seen.foreign.push(`${mark}, of ${owner ?? "nobody"}, came back in ${world ?? "no world"}: ${place}`);
      }
    },
    take() {
      const taken = seen;
      seen = { answers: 0, own: 0, foreign: [] };
      return taken;
    },
  };
}

function marksIn(text: string): Set<string> {
  return new Set(text.match(MARK));
}

/** As long as the store does: a connection that a client uses again must not be closing on our side. */
const KEEP_ALIVE_MS = 65_000;

/** Passes everything on to a store, and the answers back, unpacked so that they can be read. */
export function createWatchingProxy(storePort: number, watch: Watch): Server {
  const agent = new Agent({ keepAlive: true });
  const server = createServer((request, response) => {
    const world = worldOf(request);
    const { method = "GET", url = "/" } = request;
    const headers = { ...request.headers, "accept-encoding": "identity" };
    const upstream = open({ host: "127.0.0.1", port: storePort, agent, method, path: url, headers });
    onceRead(request, (text) => watch.asked(world, text));
    upstream.once("response", (answer) => {
      const head = answer.rawHeaders.join("\n");
      onceRead(answer, (text) => watch.answered(world, `${method} ${url}`, `${head}\n${text}`));
      response.writeHead(answer.statusCode ?? 502, answer.statusMessage, answer.rawHeaders);
      pipeline(answer, response).catch(() => response.destroy());
    });
    upstream.once("error", () => response.destroy());
    response.once("close", () => response.writableFinished || upstream.destroy());
    pipeline(request, upstream).catch(() => {});
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.once("close", () => agent.destroy());
  return server;
}

/** As the store chooses it; what manages a world has its id in the path. */
function worldOf({ url = "", headers }: IncomingMessage): World {
  const [, managed] = /^\/api\/dev\/worlds\/([0-9a-f]+)/.exec(url) ?? [];
  const cookie = parseCookies(headers.cookie ?? null).find(({ name }) => name === "world")?.value;
  return managed || String(headers["x-world"] ?? "") || cookie || null;
}

/** Also as far as it came, if somebody did not wait for all of it. */
function onceRead(message: IncomingMessage, take: (text: string) => void): void {
  const chunks: Buffer[] = [];
  let isRead = false;
  const finish = () => {
    if (!isRead) take(Buffer.concat(chunks).toString("latin1"));
    isRead = true;
  };
  message.on("data", (chunk: Buffer) => chunks.push(chunk));
  message.once("end", finish);
  message.once("close", finish);
}
