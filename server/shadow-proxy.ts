import {
  createServer,
  type IncomingMessage,
  request as requestByHttp,
  type Server,
  type ServerResponse,
} from "node:http";
import { request as requestByHttps } from "node:https";
import { pipeline } from "node:stream/promises";
import pLimit from "p-limit";
import { compareAnswers, type Difference, maskTarget, type ShadowedAnswer } from "@/lib/shadow/rules";
import type { Deviation } from "@/lib/shadow/schema";
import type { ShadowIdentity } from "@/lib/shadow/service";

/*
 * Stands before the old platform: clients get its answers, byte for byte. What reads is read from us too, once the client
 * has its answer, and told where the two differ. What writes goes to the old platform alone.
 */

export type ShadowSettings = {
  old: URL;
  ours: URL;
  deviations: readonly Deviation[];
  identify: ShadowIdentity;
  /** Gets what differs, with the request's masked target. */
  report: (line: ShadowLine) => void;
};

export type ShadowLine = { method: string; target: string; differences: Difference[] };

export type ShadowCounts = Record<"compared" | "different" | "skipped" | "unknown_customer" | "failed", number>;

const READING = new Set(["GET", "HEAD"]);
/** Of one answer; longer ones are passed on and not compared. */
const BODY_MAX = 1_048_576;
const TIMEOUT_MS = 30_000;
const AT_ONCE = 8;
/** Comparisons beyond wait for nobody: they are counted and left. */
const WAITING_MAX = 200;
/** By which the old platform says who is signed in: its `pk` is what customers were imported under. */
const WHO = "/current_user/";
/** For one connection only (RFC 9110, 7.6.1). */
const HOP_BY_HOP = /^(?:connection|keep-alive|proxy-.+|te|trailer|transfer-encoding|upgrade|host|expect)$/;

export function createShadowProxy(settings: ShadowSettings): {
  server: Server;
  counts: ShadowCounts;
  idle(): Promise<void>;
} {
  const counts: ShadowCounts = { compared: 0, different: 0, skipped: 0, unknown_customer: 0, failed: 0 };
  const turns = pLimit(AT_ONCE);
  const pending = new Set<Promise<void>>();

  async function compare(request: IncomingMessage, old: ShadowedAnswer): Promise<void> {
    const method = request.method ?? "GET";
    const target = request.url ?? "/";
    const credentials = await credentialsOf(settings, request);
    if (credentials === null) {
      counts.unknown_customer += 1;
      return;
    }
    const ours = await ask(settings.ours, { method, target, headers: { ...plainHeaders(request), ...credentials } });
    const [path = ""] = target.split("?", 1);
    const differences = compareAnswers(path, old, ours, settings.deviations);
    counts.compared += 1;
    if (differences.length === 0) return;
    counts.different += 1;
    settings.report({ method, target: maskTarget(target), differences });
  }

  function compareLater(request: IncomingMessage, old: ShadowedAnswer): void {
    if (turns.pendingCount >= WAITING_MAX) {
      counts.skipped += 1;
      return;
    }
    const work = turns(() => compare(request, old)).catch(() => {
      counts.failed += 1;
    });
    pending.add(work);
    void work.finally(() => pending.delete(work));
  }

  const server = createServer((request, response) => {
    passOn(settings.old, request, response).then(
      (old) => {
        if (old === "too_long") counts.skipped += 1;
        else if (old) compareLater(request, old);
      },
      () => refuse(response),
    );
  });
  return {
    server,
    counts,
    async idle() {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
}

/** @returns the old platform's answer once the client has it, to be compared; null for what wrote */
async function passOn(
  old: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<ShadowedAnswer | "too_long" | null> {
  const method = request.method ?? "GET";
  const isReading = READING.has(method);
  const peers = [request.headers["x-forwarded-for"], request.socket.remoteAddress].filter(Boolean).join(", ");
  const own = { "x-forwarded-for": peers, ...(isReading && { "accept-encoding": "identity" }) };
  const headers = { ...endToEnd(request.headers), ...own };
  const upstream = open(old, { method, target: request.url ?? "/", headers });
  const answered = answerTo(upstream);
  // Whoever goes away is waited for no longer.
  response.once("close", () => response.writableFinished || upstream.destroy());
  // What breaks it breaks the answer too, but for one that came before all was sent.
  pipeline(request, upstream).catch(() => {});
  const answer = await answered;
  response.writeHead(answer.statusCode ?? 502, answer.statusMessage, endToEnd(answer.headers));
  const chunks: Buffer[] = [];
  let length = 0;
  answer.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (isReading && length <= BODY_MAX) chunks.push(chunk);
  });
  await pipeline(answer, response);
  if (!isReading) return null;
  return length > BODY_MAX ? "too_long" : shadowed(answer, Buffer.concat(chunks));
}

function refuse(response: ServerResponse): void {
  if (response.headersSent) response.destroy();
  else response.writeHead(502, { "content-type": "application/json" }).end('{"detail":"Bad gateway."}');
}

/** With what the client is read as at ours: {} for a guest. @returns null for a customer who is not ours */
async function credentialsOf(
  { old, identify }: ShadowSettings,
  { headers }: IncomingMessage,
): Promise<Record<string, string> | null> {
  const { cookie, authorization } = headers;
  if (!cookie && !authorization) return {};
  const own = { ...(cookie && { cookie }), ...(authorization && { authorization }), accept: "application/json" };
  const { status, body } = await ask(old, { method: "GET", target: WHO, headers: own });
  if (status === 401 || status === 403) return {};
  const { pk } = JSON.parse(body) as { pk?: unknown };
  const token = typeof pk === "number" || typeof pk === "string" ? await identify(String(pk)) : null;
  return token === null ? null : { authorization: `Token ${token}` };
}

/** What shapes an answer, but not who asks: the old platform's sessions mean nothing to us. */
function plainHeaders({ headers }: IncomingMessage): Record<string, string> {
  const { accept, "accept-language": language, "user-agent": agent } = headers;
  return {
    ...(accept && { accept }),
    ...(language && { "accept-language": language }),
    ...(agent && { "user-agent": agent }),
  };
}

type Ask = { method: string; target: string; headers: IncomingMessage["headers"] };

/** @throws when there is no whole answer in time, or a longer one than can be compared */
async function ask(base: URL, { headers, ...call }: Ask): Promise<ShadowedAnswer> {
  const upstream = open(base, { ...call, headers: { ...headers, "accept-encoding": "identity" } });
  const answered = answerTo(upstream);
  upstream.end();
  const answer = await answered;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > BODY_MAX) throw new Error("The answer is too long.");
    chunks.push(chunk);
  }
  return shadowed(answer, Buffer.concat(chunks));
}

function open(base: URL, { method, target, headers }: Ask) {
  const request = base.protocol === "https:" ? requestByHttps : requestByHttp;
  const url = new URL(base.pathname.replace(/\/$/, "") + target, base.origin);
  return request(url, { method, headers: { ...headers, host: base.host }, timeout: TIMEOUT_MS });
}

function answerTo(upstream: ReturnType<typeof open>): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    upstream.once("response", resolve).on("error", reject);
    upstream.once("timeout", () => upstream.destroy(new Error("No answer in time.")));
  });
}

function shadowed({ statusCode = 0, headers }: IncomingMessage, body: Buffer): ShadowedAnswer {
  const texts = Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]);
  return { status: statusCode, headers: Object.fromEntries(texts), body: body.toString("utf8") };
}

function endToEnd(headers: IncomingMessage["headers"]): IncomingMessage["headers"] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.test(name)));
}
