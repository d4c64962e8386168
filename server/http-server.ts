import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { SECURITY_HEADERS } from "@/lib/platform/http/security-headers.mjs";

/** Longer than proxies and clients keep an idle connection: one that they reuse must not be closing on our side. */
const KEEP_ALIVE_MS = 65_000;

/** A body that takes longer to arrive is not worth the place that it takes. */
const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 10_000;
const TIMEOUTS_CHECKED_EVERY_MS = 2000;

export type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** A server and how to end it: `drain` takes no more connections and resolves once every answer is out. */
export type HttpServer = { server: Server; drain(): Promise<void> };

/** Makes a server that tells handlers the peer's address and can be drained. It does not listen yet. */
export function createHttpServer(listener: Listener): HttpServer {
  const sockets = new Set<Socket>();
  const unfinished = new Set<ServerResponse>();
  let isDraining = false;

  const timeouts = {
    requestTimeout: REQUEST_TIMEOUT_MS,
    headersTimeout: HEADERS_TIMEOUT_MS,
    connectionsCheckingInterval: TIMEOUTS_CHECKED_EVERY_MS,
  };
  const server = createServer(timeouts, (request, response) => {
    if (!request.url?.startsWith("/")) return refuseTarget(request, response);
    appendPeerAddress(request);
    unfinished.add(response);
    response.once("close", () => {
      unfinished.delete(response);
      if (isDraining) server.closeIdleConnections();
    });
    if (isDraining) response.shouldKeepAlive = false;
    listener(request, response);
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });

  return {
    server,
    drain: () =>
      new Promise((resolve) => {
        isDraining = true;
        for (const response of unfinished) response.shouldKeepAlive = false;
        server.close(() => resolve());
        // To Node a connection that never sent a request is not idle.
        const busy = new Set([...unfinished].map(({ req }) => req.socket));
        for (const socket of sockets) if (!busy.has(socket)) socket.destroy();
      }),
  };
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
