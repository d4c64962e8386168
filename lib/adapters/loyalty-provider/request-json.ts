import { LoyaltyUnavailableError } from "@/lib/adapters/loyalty-provider/port";
import { readBounded } from "@/lib/adapters/read-bounded";
import { callTraced } from "@/lib/platform/tracing";

/* Errors tell the kind only: addresses, bodies and the system's own messages can quote members and secrets. */

export type JsonRequest = {
  url: string;
  method: "GET" | "POST" | "PUT";
  headers: Record<string, string>;
  body?: string | undefined;
  signal: AbortSignal;
};

export type JsonResponse = {
  status: number;
  headers: Headers;
  /** Undefined when the response is no JSON, so that the page of something in between is not taken for the programme's word. */
  json: unknown;
};

const RESPONSE_MAX_BYTES = 1024 * 1024;

/**
 * Reads the whole response, whatever its status. Redirects are not followed: a signature is meant for one address.
 * @throws LoyaltyUnavailableError for no whole response in time, one over 1 MB, or a success that is no JSON
 */
export function requestJson(request: JsonRequest): Promise<JsonResponse> {
  const { url, method, headers } = request;
  return callTraced(method, url, (traced) => send({ ...request, headers: { ...headers, ...traced } }));
}

async function send({ url, method, headers, body, signal }: JsonRequest): Promise<JsonResponse> {
  try {
    const response = await fetch(url, {
      method,
      headers: {
        ...headers,
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      body,
      redirect: "error",
      signal,
    });
    const bytes = await readBounded(response, RESPONSE_MAX_BYTES);
    if (!bytes) throw new LoyaltyUnavailableError("the response is too long");
    const json = bytes.length > 0 && isJson(response) ? parse(bytes) : undefined;
    if (response.ok && json === undefined && response.status !== 204) {
      throw new LoyaltyUnavailableError(`HTTP ${response.status}, but not JSON`);
    }
    return { status: response.status, headers: response.headers, json };
  } catch (error) {
    if (error instanceof LoyaltyUnavailableError) throw error;
    throw new LoyaltyUnavailableError(signal.aborted ? "no answer in time" : faultOf(error));
  }
}

function isJson(response: Response): boolean {
  return /^application\/(json|problem\+json)\s*(;|$)/i.test(response.headers.get("content-type") ?? "");
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** The system's code, wherever fetch hides it. */
function faultOf(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string") return cause.code;
  }
  return "no connection or a broken response";
}
