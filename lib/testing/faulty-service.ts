import { EventEmitter, once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

/*
 * A service over real HTTP that fails on demand, for some of its operations and for the next so many calls. What it
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
  bytes: Buffer;
};

/** A `body` of bytes is sent as it is, anything else as JSON. */
export type ServedResponse = { status: number; body?: unknown; headers?: Record<string, string> };

export type Service = {
  /** The name of the operation that a request asks for; one name for all when left out. */
  operationOf?(call: ReceivedCall): string;
  answer(call: ReceivedCall): ServedResponse;
  /** The same response with somebody else's account, or with points that are none. */
  distort?(response: ServedResponse, how: Distortion): ServedResponse;
  /** Takes a command of its own by the control surface; null when it is none. */
  command?(body: unknown): ServedResponse | null;
  state?(): object;
};

const DISTORTIONS = ["other_account", "negative_points", "textual_points", "fractional_points"] as const;
export type Distortion = (typeof DISTORTIONS)[number];

export const NO_POINTS: Record<Exclude<Distortion, "other_account">, unknown> = {
  negative_points: -5,
  textual_points: "120",
  fractional_points: 1.5,
};

/**
 * `slow` works and then waits; `half_body` and `lost_response` work and then cut the connection; a distorted response comes
 * after the work too. The others do nothing.
 */
const FAULT_NAMES = [
  ...["slow", "blackhole", "error", "garbage", "wrong_type", "too_long", "redirect", "half_body", "lost_response"],
  ...["endless", "no_http"],
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
  /** What `error` and `redirect` answer. */
  status: z.int().min(200).max(599).optional(),
  /** What `error` answers; quotes the request when left out, as services do. */
  body: z.unknown().optional(),
});
export type Fault = z.input<typeof fault>;
type PlantedFault = z.output<typeof fault>;

export type FaultyServer = Awaited<ReturnType<typeof serveFaulty>>;

const CONTROL_PATH = "/_control";
const DEFAULT_OPERATION = "any";

/**
 * Serves on the given address. `/_control` takes faults by POST and tells calls and state by GET, from this machine
 * only.
 * @param port 0 for a free one
 */
export async function serveFaulty(service: Service, { host = "127.0.0.1", port = 0 } = {}) {
  const planted: PlantedFault[] = [];
  const arrivals = new EventEmitter();
  const calls: Record<string, number> = {};

  const http = createServer(async (request, response) => {
    const call = await receive(request).catch(() => null);
    if (!call) return response.destroy();
    if (call.path === CONTROL_PATH) return send(response, isLocal(request) ? control(call) : { status: 403 });
    const operation = service.operationOf?.(call) ?? DEFAULT_OPERATION;
    calls[operation] = (calls[operation] ?? 0) + 1;
    arrivals.emit(operation);
    const found = takeFault(operation);
    return found ? misbehave(found, call, response) : send(response, service.answer(call));
  });

  function takeFault(operation: string): PlantedFault | undefined {
    const index = planted.findIndex((one) => one.operation === undefined || one.operation === operation);
    const found = planted[index];
    if (found?.times !== undefined && --found.times === 0) planted.splice(index, 1);
    return found;
  }

  function misbehave({ fault: name, ms, status, body }: PlantedFault, call: ReceivedCall, response: ServerResponse) {
    switch (name) {
      case "blackhole":
        return;
      case "slow": {
        const late = service.answer(call);
        setTimeout(send, ms, response, late).unref();
        return;
      }
      case "error":
        return send(response, {
          status: status ?? 500,
          body: body === undefined ? quote(call) : body,
          headers: status === 429 || status === 503 ? { "retry-after": "7" } : {},
        });
      case "garbage":
        return send(response, { status: 200, body: LOGIN_PAGE, headers: { "content-type": "text/html" } });
      case "wrong_type":
        return send(response, {
          status: 200,
          body: service.answer(call).body ?? {},
          headers: { "content-type": "text/plain" },
        });
      case "too_long":
        return send(response, { status: 200, body: { members: [], text: "x".repeat(2 * 1024 * 1024) } });
      case "redirect":
        return send(response, { status: status ?? 307, headers: { location: "/elsewhere" } });
      case "half_body": {
        const text = JSON.stringify(service.answer(call).body ?? { nothing: "to say" });
        response.writeHead(200, { "content-type": "application/json", "content-length": text.length * 2 });
        response.write(text.slice(0, text.length / 2), () => response.destroy());
        return;
      }
      case "endless": {
        response.writeHead(200, { "content-type": "application/json" });
        const drip = setInterval(() => response.write(" "), 20);
        response.once("close", () => clearInterval(drip));
        return;
      }
      case "no_http":
        response.socket?.end("220 mail.example ESMTP\r\n");
        return;
      case "lost_response":
        service.answer(call);
        response.destroy();
        return;
      default:
        return send(response, service.distort?.(service.answer(call), name) ?? { status: 500 });
    }
  }

  function control(call: ReceivedCall): ServedResponse {
    if (call.method === "GET") return { status: 200, body: { calls, faults: planted, ...service.state?.() } };
    if (call.method !== "POST") return { status: 405 };
    const body = parseJson(call.body);
    if (z.strictObject({ reset: z.literal(true) }).safeParse(body).success) {
      planted.length = 0;
      return { status: 204 };
    }
    const answered = service.command?.(body);
    if (answered) return answered;
    const parsed = fault.safeParse(body);
    if (!parsed.success) return { status: 400, body: { error: z.prettifyError(parsed.error) } };
    planted.push(parsed.data);
    return { status: 204 };
  }

  const listen = async (at: number) => void (await once(http.listen(at, host), "listening"));
  await listen(port);
  const { port: opened } = http.address() as AddressInfo;
  return {
    url: `http://${host}:${opened}`,
    /** How often each operation was asked for, whatever became of it. */
    calls,
    /** Misbehaves from the next call on; several faults wear off one after the other. */
    plant: (one: Fault) => void planted.push(fault.parse(one)),
    heal: () => void planted.splice(0),
    /** Once the operation is asked for the next time. */
    arrival: async (operation: string) => void (await once(arrivals, operation)),
    /** Refuses connections from now on. */
    close: () => {
      http.closeAllConnections();
      return new Promise<void>((resolve) => http.close(() => resolve()));
    },
    /** Listens again, at the same address. */
    reopen: () => listen(opened),
  };
}

/** A complaint as services make it: it repeats what it was given. */
function quote({ target, header, body }: ReceivedCall) {
  return { error: "failed", request: target, authorization: header("authorization"), body };
}

const LOGIN_PAGE = Buffer.from("<html>Welcome to the hotel's network</html>");

async function receive(request: IncomingMessage): Promise<ReceivedCall> {
  const target = request.url ?? "/";
  const { pathname, searchParams } = new URL(target, "http://service");
  const bytes = Buffer.concat(await request.toArray());
  return {
    method: request.method ?? "",
    path: pathname,
    target,
    query: searchParams,
    header: (name) => String(request.headers[name] ?? ""),
    body: bytes.toString("utf8"),
    bytes,
  };
}

function isLocal(request: IncomingMessage): boolean {
  return /^(::ffff:)?127\.|^::1$/.test(request.socket.remoteAddress ?? "");
}

function send(response: ServerResponse, { status, body, headers = {} }: ServedResponse): void {
  const isJson = body !== undefined && !Buffer.isBuffer(body);
  response.writeHead(status, isJson ? { "content-type": "application/json", ...headers } : headers);
  response.end(isJson ? JSON.stringify(body) : body);
}

/** An operation, the request that asks for it, as `GET /members/:number`, and its work with the parts of the path. */
export type Route = [
  operation: string,
  request: `${string} /${string}`,
  work: (call: ReceivedCall, ...parts: string[]) => ServedResponse,
];

/** A service of several operations. @param admit what a call without the right credentials gets; null lets it pass */
export function routed(
  routes: Route[],
  admit: (call: ReceivedCall) => ServedResponse | null,
): Required<Pick<Service, "operationOf" | "answer">> {
  const patterns = routes.map(([operation, request, work]) => {
    const pattern = new RegExp(`^${request.replaceAll(/:\w+/g, "([^/]+)")}$`);
    return { operation, pattern, work };
  });
  const requestOf = ({ method, path }: ReceivedCall) => `${method} ${path}`;
  const find = (call: ReceivedCall) => patterns.find(({ pattern }) => pattern.test(requestOf(call)));
  return {
    operationOf: (call) => find(call)?.operation ?? "unknown",
    answer(call) {
      const refusal = admit(call);
      if (refusal) return refusal;
      const found = find(call);
      if (!found) return { status: 404, body: { error: "there is no such address" } };
      const [, ...parts] = found.pattern.exec(requestOf(call)) ?? [];
      return found.work(call, ...parts.map(decodeURIComponent));
    },
  };
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
