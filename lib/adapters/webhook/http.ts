import dns from "node:dns";
import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import {
  type WebhookAnswer,
  type WebhookRequest,
  type WebhookSender,
  WebhookUnreachableError,
} from "@/lib/adapters/webhook/port";
import { callTraced } from "@/lib/platform/tracing";

export type HttpWebhookSettings = {
  /** Whether plain http is refused. */
  needsTls: boolean;
  /** Whether receivers may stand in our own network, which others must not reach through us. */
  allowsPrivate: boolean;
  /** For everything together, from the name's look-up to the status. */
  timeoutMs?: number;
};

const TIMEOUT_MS = 10_000;

/**
 * Node's own client, which follows no redirects; the address that the name stands for is judged when it is connected to, so
 * that no name can point elsewhere in between.
 */
export function httpWebhooks({ needsTls, allowsPrivate, timeoutMs = TIMEOUT_MS }: HttpWebhookSettings): WebhookSender {
  const lookup: LookupFunction = (name, options, callback) =>
    dns.lookup(name, { ...options, all: true }, (error, addresses) => {
      const isRefused = !allowsPrivate && addresses?.some(({ address }) => !isPublic(address));
      const failure = isRefused ? Object.assign(new Error("private address"), { code: "private_address" }) : error;
      if (failure || options.all) return callback(failure, addresses);
      const [first] = addresses;
      callback(null, first?.address ?? "", first?.family);
    });

  function post({ url, headers, body }: WebhookRequest): Promise<WebhookAnswer> {
    return new Promise((resolve, reject) => {
      const target = new URL(url);
      const isTls = target.protocol === "https:";
      const literal = target.hostname.replace(/^\[|\]$/g, "");
      if (needsTls && !isTls) throw new WebhookUnreachableError("not_https");
      if (!allowsPrivate && ipaddr.isValid(literal) && !isPublic(literal)) {
        throw new WebhookUnreachableError("private_address");
      }
      const length = { "Content-Length": String(Buffer.byteLength(body)) };
      const signal = AbortSignal.timeout(timeoutMs);
      // A kept connection may just be closing: each message has its own.
      const options = { method: "POST", headers: { ...headers, ...length }, agent: false, lookup, signal } as const;
      const request = (isTls ? https : http).request(target, options);
      request.on("error", (error) => {
        reject(new WebhookUnreachableError(signal.aborted ? "timeout" : codeOf(error)));
      });
      request.once("response", (response) => {
        const retryAfterSeconds = secondsOf(response.headers["retry-after"]);
        resolve({ status: response.statusCode ?? 0, retryAfterSeconds });
        // What else it says is not read.
        response.destroy();
      });
      request.end(body);
    });
  }

  return {
    send: (request) =>
      callTraced("POST", request.url, (traced) =>
        post({ ...request, headers: { ...request.headers, ...traced } }).catch((error: unknown) => {
          throw error instanceof WebhookUnreachableError ? error : new WebhookUnreachableError(codeOf(error));
        }),
      ),
  };
}

/** Retry-After of RFC 9110: seconds, or a date. */
function secondsOf(header: string | undefined): number | null {
  if (header === undefined) return null;
  const seconds = /^\d{1,9}$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? null : Math.max(0, Math.ceil(seconds));
}

/** Loopback, private, link-local and reserved addresses are not, nor what wraps one. */
function isPublic(address: string): boolean {
  return ipaddr.process(address).range() === "unicast";
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "broken";
}
