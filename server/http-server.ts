import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Server as NetServer, type Socket } from "node:net";
import { SECURITY_HEADERS } from "@/lib/platform/http/security-headers.mjs";
import { type Answer, watchRequests } from "@/server/watched-requests";

/** Longer than proxies and clients keep an idle connection: one that they reuse must not be closing on our side. */
const KEEP_ALIVE_MS = 65_000;

/** A body that takes longer to arrive is not worth the place that it takes. */
const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 10_000;
const TIMEOUTS_CHECKED_EVERY_MS = 2000;
/** What nobody reads or writes for so long in the middle of a request is given up. */
const SILENCE_MS = 120_000;
/** So long a connection that is at rest when the server stops may still bring a request: one on its way is not cut off. */
const LAST_REQUEST_MS = 1000;

export type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * A server and how to end it: `drain` takes no more connections, tells those that there are to connect anew, which is to
 * another instance, and resolves once every answer is out.
 */
export type HttpServer = { server: Server; drain(): Promise<void> };

/**
 * Makes a server that tells handlers the peer's address and can be drained. It does not listen yet.
 * @param onAnswer told of every answer, refusals included
 */
export function createHttpServer(listener: Listener, onAnswer: (answer: Answer) => void = () => {}): HttpServer {
  const sockets = new Set<Socket>();
  const unfinished = new Set<ServerResponse>();
  let isClosing = false;
  let isCutting = false;

  const timeouts = {
    requestTimeout: REQUEST_TIMEOUT_MS,
    headersTimeout: HEADERS_TIMEOUT_MS,
    connectionsCheckingInterval: TIMEOUTS_CHECKED_EVERY_MS,
  };
  const serve: Listener = (request, response) => {
    if (!request.url?.startsWith("/")) return refuseTarget(request, response);
    appendPeerAddress(request);
    unfinished.add(response);
    response.once("close", () => {
      unfinished.delete(response);
      if (isCutting) server.closeIdleConnections();
    });
    if (isClosing) response.shouldKeepAlive = false;
    listener(request, response);
  };
  const watched = watchRequests(serve, onAnswer);
  const server = createServer(timeouts, watched);
  server.on("checkContinue", (request, response) => {
    continueWhenRead(request, response);
    watched(request, response);
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.timeout = SILENCE_MS;
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });

  return {
    server,
    drain: async () => {
      await untilQuiet();
      await new Promise<void>((resolve) => {
        isClosing = true;
        for (const response of unfinished) response.shouldKeepAlive = false;
        const closeUnused = () => {
          isCutting = true;
          // To Node a connection that never sent a request is not idle.
          const busy = new Set([...unfinished].map(({ req }) => req.socket));
          for (const socket of sockets) if (!busy.has(socket)) socket.destroy();
        };
        const timer = setTimeout(() => void untilQuiet().then(closeUnused), LAST_REQUEST_MS);
        // HTTP's own close() would cut off connections at rest, and requests that a balancer has just sent on them.
        NetServer.prototype.close.call(server, () => {
          clearTimeout(timer);
          resolve();
        });
      });
    },
  };
}

const QUIET_MS = 1;
const LOOKS_MAX = 500;

/** Waits until all that has arrived is read, or for a bounded while: a request still unread would be cut off. */
async function untilQuiet(): Promise<void> {
  for (let look = 0; look < LOOKS_MAX; look++) {
    const before = performance.now();
    await new Promise((resolve) => setImmediate(resolve));
    if (performance.now() - before < QUIET_MS) return;
  }
}

/**
 * A client that asks first sends its body only once somebody reads it: who is refused by the headers is spared it. Node
 * ends the connection then, since the body may come all the same.
 */
function continueWhenRead(request: IncomingMessage, response: ServerResponse): void {
  let isWaiting = true;
  const sendContinue = () => {
    if (response.headersSent || !isWaiting) return;
    isWaiting = false;
    response.writeContinue();
  };
  request.once("resume", sendContinue).on("newListener", (event) => {
    if (event === "readable") sendContinue();
  });
}

/** For the server as a whole (`OPTIONS *`), or in the form that is meant for proxies (RFC 9112 §3.2), which this is not. */
function refuseTarget({ url, method }: IncomingMessage, response: ServerResponse): void {
  response.writeHead(url === "*" && method === "OPTIONS" ? 204 : 400, SECURITY_HEADERS).end();
}

/** Our word on who is calling comes last (lib/platform/http/client-address.ts), in both forms that Node keeps headers in. */
function appendPeerAddress(request: IncomingMessage): void {
  const peer = request.socket.remoteAddress?.replace(/^::ffff:/, "") ?? "";
  const before = request.headers["x-forwarded-for"];
  request.headers["x-forwarded-for"] = before ? `${String(before)}, ${peer}` : peer;
  request.rawHeaders.push("X-Forwarded-For", peer);
}
