import http from "node:http";
import https from "node:https";
import { SmsDeliveryUnknownError, SmsNotSentError } from "@/lib/adapters/sms/port";
import { callTraced } from "@/lib/platform/tracing";

/*
 * One HTTP request and never a second: no redirects, no retries, no kept connection that may just be closing. Node's
 * own client rather than fetch, since it tells whether there ever was a connection, and fetch repeats a request
 * answered with 421.
 */

export type GatewayRequest = {
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: string | undefined;
  /** For everything together, from the name's look-up to the end of the answer. */
  timeoutMs: number;
};

export type GatewayAnswer = { status: number; text: string };

/** Gateways answer with a line or two. */
const ANSWER_MAX_BYTES = 65_536;

/**
 * Sends a request and reads the answer, whatever its status.
 * @throws SmsNotSentError when not one byte left; SmsDeliveryUnknownError when the request may have left and no whole
 *   answer came
 */
export function requestOnce(request: GatewayRequest): Promise<GatewayAnswer> {
  const { url, method, headers } = request;
  return callTraced(method, url, (traced) => send({ ...request, headers: { ...headers, ...traced } }));
}

function send({ url, method, headers, body, timeoutMs }: GatewayRequest): Promise<GatewayAnswer> {
  return new Promise((resolve, reject) => {
    let connected = false;
    const request = openRequest(url, {
      method,
      headers: body === undefined ? headers : { ...headers, "Content-Length": String(Buffer.byteLength(body)) },
      agent: false,
    });
    const fail = (reason: string) => {
      clearTimeout(deadline);
      reject(connected ? new SmsDeliveryUnknownError(reason) : new SmsNotSentError(reason));
      request.destroy();
    };
    const deadline = setTimeout(() => fail(connected ? "no answer in time" : "no connection in time"), timeoutMs);
    request.once("socket", (socket) => {
      socket.once(request.protocol === "https:" ? "secureConnect" : "connect", () => {
        connected = true;
      });
    });
    // Stays for good: a destroyed request may complain once more.
    request.on("error", (error) => fail(systemCode(error)));
    request.once("response", (response) => {
      readAnswer(response).then(
        (answer) => {
          clearTimeout(deadline);
          resolve(answer);
        },
        (error) => fail(systemCode(error)),
      );
    });
    request.end(body);
  });
}

/** @throws SmsNotSentError when address or headers are such that there can be no request; Node's error quotes them */
function openRequest(url: string, options: https.RequestOptions): http.ClientRequest {
  try {
    return (url.startsWith("https:") ? https : http).request(url, options);
  } catch (error) {
    throw new SmsNotSentError(systemCode(error));
  }
}

/**
 * The error for a status that is no success. A 504 comes from something before the gateway, which waited in vain.
 * @param detail the gateway's own code
 */
export function refusal(status: number, detail?: string | number | null): SmsNotSentError | SmsDeliveryUnknownError {
  const reason = detail === undefined || detail === null ? `HTTP ${status}` : `HTTP ${status}, code ${detail}`;
  return status === 504 ? new SmsDeliveryUnknownError(reason) : new SmsNotSentError(reason);
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** The value of an HTTP Basic `Authorization` header (RFC 7617, in UTF-8). */
export function basicAuthorization(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}

async function readAnswer(response: http.IncomingMessage): Promise<GatewayAnswer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response) {
    size += part.length;
    if (size > ANSWER_MAX_BYTES) throw new Error("the answer is too long");
    parts.push(part);
  }
  return { status: response.statusCode ?? 0, text: Buffer.concat(parts).toString("utf8") };
}

/** What may stand in a log: the code, since a message can quote what was sent. */
function systemCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "broken answer";
}
