import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { UPLOAD_MAX_BYTES } from "@/lib/platform/http/body";
import type { Handler } from "@/lib/platform/http/route";
import { errorText } from "@/lib/platform/i18n/translate";
import { createRouteFinder } from "@/server/api-routes";

/*
 * Serves the API without Next: its handlers are functions from Request to Response, and Next's dispatch costs several
 * times what they do. Next still has them, for development and for hosts that run `next start`.
 */

/** A body larger than any endpoint takes is not read any further than this; the handler answers 413. */
const BODY_MAX_BYTES = UPLOAD_MAX_BYTES + 256 * 1024;

type Methods = Record<string, Handler | undefined>;

/** Answers a request if it is the API's, and says whether it is. */
export type ApiServer = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * @param origin under which the store is reached, for the URL that handlers see
 * @param onError told of what no handler foresaw
 */
export function createApiServer(
  origin: string,
  onError: (error: unknown, response: ServerResponse) => void,
): ApiServer {
  const routeOf = createRouteFinder();
  const loaded = new Map<string, Promise<Methods>>();
  const load = (file: string) => {
    let methods = loaded.get(file);
    if (!methods) {
      methods = import(pathToFileURL(path.resolve(file)).href) as Promise<Methods>;
      loaded.set(file, methods);
    }
    return methods;
  };
  return (request, response) => {
    const target = request.url ?? "/";
    const query = target.indexOf("?");
    const route = routeOf(query === -1 ? target : target.slice(0, query));
    if (!route) return false;
    load(route.file)
      .then((methods) => answer(request, response, methods, route.params, origin + target))
      .catch((error: unknown) => {
        // A client that broke off in the middle of its body waits for no answer, and nothing is wrong with us.
        if (request.destroyed && !request.complete) response.destroy();
        else onError(error, response);
      });
    return true;
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  methods: Methods,
  params: Record<string, string>,
  url: string,
): Promise<void> {
  const handler = methods[request.method ?? ""];
  if (!handler) return refuseMethod(response, methods, url);
  const body = hasBody(request) ? await readBody(request) : null;
  const answered = await handler(new Request(url, { method: request.method, headers: headersOf(request), body }), {
    params: Promise.resolve(params),
  });
  const headers = headerList(answered);
  if (answered.body === null) {
    response.writeHead(answered.status, headers).end();
    return;
  }
  const bytes = Buffer.from(await answered.arrayBuffer());
  response.writeHead(answered.status, { ...headers, "content-length": bytes.byteLength }).end(bytes);
}

/** A method that no handler can be written for (TRACE, PROPFIND …): 405 with what the path does have. */
async function refuseMethod(response: ServerResponse, methods: Methods, url: string): Promise<void> {
  const options = await methods.OPTIONS?.(new Request(url, { method: "OPTIONS" }));
  const headers = { Allow: options?.headers.get("allow") ?? "", "Content-Type": "application/json" };
  response.writeHead(405, headers).end(JSON.stringify({ detail: errorText("en", "method_not_allowed") }));
}

function hasBody({ method, headers }: IncomingMessage): boolean {
  if (method === "GET" || method === "HEAD") return false;
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

/** Reads the body up to a bound that only a body too large for every endpoint exceeds, and lets the rest run dry. */
async function readBody(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  // Announced as too large, it is not read at all: the handler answers 413 by the same header.
  if (Number(request.headers["content-length"] ?? 0) > BODY_MAX_BYTES) return new Uint8Array();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if (size <= BODY_MAX_BYTES) chunks.push(chunk);
    size += chunk.byteLength;
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** Repeated cookies become one header; of other repeated headers Node has made one already. */
function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined || name.startsWith(":")) continue;
    headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return headers;
}

function headerList(response: Response): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of response.headers) headers[name] = value;
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) headers["set-cookie"] = cookies;
  return headers;
}
