import type { IncomingMessage } from "node:http";

/*
 * Spans of what a request does, where traces are exported (server/tracing.ts makes them). Where they are not, nothing of it is
 * even loaded.
 */

export type ServerSpan = { traceId: string; end(answer: { route: string; status: number }): void };

/** Of OpenTelemetry's semantic conventions; never what identifies a person. */
export type SpanAttributes = Record<string, string | number>;

export type Tracing = {
  /** Serves a request in a span of its own, a part of the trace that its client names. */
  serve(request: IncomingMessage, work: (span: ServerSpan) => void): void;
  /** Does work in a client span. */
  inSpan<Result>(name: string, attributes: SpanAttributes, work: () => Promise<Result>): Promise<Result>;
  /** What tells the called that it is part of this trace (W3C Trace Context). */
  headers(): Record<string, string>;
};

// On globalThis, since the server and each of Next's bundles have modules of their own.
const shared = globalThis as { storefrontTracing?: Tracing | undefined };

export function setTracing(tracing: Tracing | undefined): void {
  shared.storefrontTracing = tracing;
}

export function findTracing(): Tracing | undefined {
  return shared.storefrontTracing;
}

/** Calls something outside of the process. */
export function inSpan<Result>(name: string, attributes: SpanAttributes, work: () => Promise<Result>): Promise<Result> {
  return shared.storefrontTracing ? shared.storefrontTracing.inSpan(name, attributes, work) : work();
}

/** Sends a request to another server. @param work takes the headers to add */
export function callTraced<Result>(
  method: string,
  url: string,
  work: (headers: Record<string, string>) => Promise<Result>,
): Promise<Result> {
  const tracing = shared.storefrontTracing;
  if (!tracing) return work({});
  const host = hostOf(url);
  const attributes = { "http.request.method": method, "server.address": host };
  return tracing.inSpan(`${method} ${host}`, attributes, () => work(tracing.headers()));
}

/** What an address names, without what may be secret in it. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "unknown";
}
