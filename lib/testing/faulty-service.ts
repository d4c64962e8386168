import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

/*
 * A service over real HTTP that can be told to fail, for some of its operations and for the next so many calls. What it
 * does when it is well is the caller's.
 */

export type ReceivedCall = {
  method: string;
  path: string;
  /** Path and query as they stand in the request line. */
  target: string;
  query: URLSearchParams;
  header(name: string): string;
  body: string;
};

export type Reply = { status: number; body?: unknown; headers?: Record<string, string> };

export type Service = {
  /** The name of the operation that a request asks for. */
  operationOf(call: ReceivedCall): string;
  /** Does the work. */
  answer(call: ReceivedCall): Reply;
  /** The same reply with somebody else's account, or with points that are none. */
  distort(reply: Reply, how: Distortion): Reply;
  /** Takes a command of its own by the control surface; null when it is none. */
  command?(body: unknown): Reply | null;
  /** For the control surface. */
  state(): object;
};

const DISTORTIONS = ["other_account", "negative_points", "textual_points", "fractional_points"] as const;
export type Distortion = (typeof DISTORTIONS)[number];

/**
 * `slow` works and then waits; `half_body` and `lost_reply` work and then cut the connection; a distorted reply comes after
 * the work too. The others do nothing.
 */
const FAULT_NAMES = [
  "slow",
  "blackhole",
  "error",
  "garbage",
  "wrong_type",
  "too_long",
  "redirect",
  "half_body",
  "lost_reply",
  ...DISTORTIONS,
] as const;
export type FaultName = (typeof FAULT_NAMES)[number];

const fault = z.strictObject({
  fault: z.enum(FAULT_NAMES),
  /** Any when left out. */
  operation: z.string().optional(),
  /** Until it is reset when left out. */
  times: z.int().min(1).optional(),
  /** How long `slow` waits. */
  ms: z.int().min(0).max(600_000).default(5000),
  /** What `error` answers. */
  status: z.int().min(400).max(599).default(500),
});
export type Fault = z.input<typeof fault>;
type PlantedFault = z.output<typeof fault>;

export type FaultyServer = {
  url: string;
  /** How often each operation was asked for, whatever became of it. */
  calls: Record<string, number>;
  /** Misbehaves from the next call on; several faults wear off one after the other. */
  plant(fault: Fault): void;
  /** Is well again. */
  heal(): void;
  /** Once the operation is asked for the next time. */
  arrival(operation: string): Promise<void>;
  close(): Promise<void>;
};

const CONTROL_PATH = "/_control";

/**
 * Serves on the given address. `/_control` takes faults by POST and tells calls and state by GET, from this machine only.
 *
 * @param port 0 for a free one
 */
export async function serveFaulty(service: Service, { host = "127.0.0.1", port = 0 } = {}): Promise<FaultyServer> {
  const planted: PlantedFault[] = [];
  const waiting: { operation: string; arrived: () => void }[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const calls: Record<string, number> = {};

  const http = createServer(async (request, response) => {
    const call = await receive(request).catch(() => null);
    if (!call) return response.destroy();
    if (call.path === CONTROL_PATH) return send(response, isLocal(request) ? control(call) : { status: 403 });
    const operation = service.operationOf(call);
    calls[operation] = (calls[operation] ?? 0) + 1;
    for (const one of waiting.filter((candidate) => candidate.operation === operation)) {
      waiting.splice(waiting.indexOf(one), 1);
      one.arrived();
    }
    const found = takeFault(operation);
    return found ? misbehave(found, call, response) : send(response, service.answer(call));
  });

  function takeFault(operation: string): PlantedFault | null {
    const index = planted.findIndex((one) => one.operation === undefined || one.operation === operation);
    const found = planted[index];
    if (!found) return null;
    if (found.times !== undefined && --found.times === 0) planted.splice(index, 1);
    return { ...found };
  }

  function misbehave(found: PlantedFault, call: ReceivedCall, response: ServerResponse): void {
    switch (found.fault) {
      case "blackhole":
        break;
      case "slow": {
        const reply = service.answer(call);
        const timer = setTimeout(() => {
          timers.delete(timer);
          send(response, reply);
        }, found.ms);
        timers.add(timer);
        break;
      }
      case "error":
        // As services do: the complaint quotes what they were given.
        send(response, {
          status: found.status,
          body: { error: "failed", request: call.target, body: call.body },
          headers: found.status === 429 ? { "retry-after": "7" } : {},
        });
        break;
      case "garbage":
        response.writeHead(200, { "content-type": "text/html" }).end("<html>Welcome to the hotel's network</html>");
        break;
      case "wrong_type": {
        const { body = {} } = service.answer(call);
        response.writeHead(200, { "content-type": "text/plain" }).end(JSON.stringify(body));
        break;
      }
      case "too_long":
        send(response, { status: 200, body: { members: [], text: "x".repeat(2 * 1024 * 1024) } });
        break;
      case "redirect":
        response.writeHead(307, { location: "/elsewhere" }).end();
        break;
      case "half_body": {
        const text = JSON.stringify(service.answer(call).body ?? { nothing: "to say" });
        response.writeHead(200, { "content-type": "application/json", "content-length": text.length * 2 });
        response.write(text.slice(0, text.length / 2), () => response.destroy());
        break;
      }
      case "lost_reply":
        service.answer(call);
        response.destroy();
        break;
      default:
        send(response, service.distort(service.answer(call), found.fault));
    }
  }

  function control(call: ReceivedCall): Reply {
    if (call.method === "GET") return { status: 200, body: { calls, faults: planted, ...service.state() } };
    if (call.method !== "POST") return { status: 405 };
    const body = parseJson(call.body);
    if (z.strictObject({ reset: z.literal(true) }).safeParse(body).success) {
      server.heal();
      return { status: 204 };
    }
    const reply = service.command?.(body);
    if (reply) return reply;
    const parsed = fault.safeParse(body);
    if (!parsed.success) return { status: 400, body: { error: z.prettifyError(parsed.error) } };
    planted.push(parsed.data);
    return { status: 204 };
  }

  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(port, host, resolve);
  });
  const server: FaultyServer = {
    url: `http://${host}:${(http.address() as AddressInfo).port}`,
    calls,
    plant: (one) => void planted.push(fault.parse(one)),
    heal: () => void planted.splice(0),
    arrival: (operation) => new Promise((arrived) => waiting.push({ operation, arrived })),
    close: () => {
      for (const timer of timers) clearTimeout(timer);
      http.closeAllConnections();
      return new Promise((resolve) => http.close(() => resolve()));
    },
  };
  return server;
}

async function receive(request: IncomingMessage): Promise<ReceivedCall> {
  const target = request.url ?? "/";
  const { pathname, searchParams } = new URL(target, "http://service");
  return {
    method: request.method ?? "",
    path: pathname,
    target,
    query: searchParams,
    header: (name) => String(request.headers[name] ?? ""),
    body: Buffer.concat(await request.toArray()).toString("utf8"),
  };
}

function isLocal(request: IncomingMessage): boolean {
  return /^(::ffff:)?127\.|^::1$/.test(request.socket.remoteAddress ?? "");
}

function send(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  if (body === undefined) response.writeHead(status, headers).end();
  else response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

/** The value of a JSON text; undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A copy in which every field, at any depth, is what `change` makes of it. */
export function changeFields(value: unknown, change: (name: string, field: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => changeFields(item, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, changeFields(change(name, field), change)]),
  );
}
