import type { IncomingMessage, ServerResponse } from "node:http";
import { constants } from "node:zlib";
import compression from "compression";
import sirv from "sirv";
import { SECURITY_HEADERS } from "@/lib/platform/http/security-headers.mjs";
import type { Listener } from "@/server/http-server";
import { nameRoute } from "@/server/watched-requests";

/*
 * Serves pages by Next, and the files that the build made for them without it: those were compressed once, by the
 * build, as far as can be. What was not, such as the pages themselves, is compressed on its way.
 */

/** Where Next's pages look for the files of the build, and where those are. */
const BUILT = { path: "/_next/static", folder: ".next/static" };
const YEAR_SECONDS = 31_536_000;
/** A tenth smaller than the package's own 4, in the same time. */
const BROTLI_QUALITY = 5;
/**
 * What a page has to say within this time goes out together. React keeps a skeleton that was painted for 300 ms at
 * least: one that arrives just before its data would make everybody wait, and see the page change for nothing.
 */
const GATHER_MS = 50;

type Compressed = ServerResponse & { flush(): void };

export type Pages = { listener: Listener; close(): Promise<void> };

type PageSettings = {
  development: boolean;
  host: string;
  port: number;
  /** Told of what Next did not foresee. */
  onError: (error: unknown, response: ServerResponse) => void;
};

/** Prepares Next, which a process that serves no pages never loads. */
export async function preparePages({ development, host, port, onError }: PageSettings): Promise<Pages> {
  const { default: next } = await import("next");
  const app = next({ dev: development, dir: process.cwd(), hostname: host, port });
  await app.prepare();
  const handle = app.getRequestHandler();
  const render: Listener = (request, response) => {
    handle(request, response).catch((error: unknown) => onError(error, response));
  };
  return { listener: development ? render : createPageServer(render), close: () => app.close() };
}

const MAX_LISTENERS = 20;

/** @param render Next's own listener, for all that is not a file of the build */
function createPageServer(render: Listener): Listener {
  const compress = compression({ brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } } });
  const serveBuilt = sirv(BUILT.folder, {
    ...{ brotli: true, gzip: true, etag: true, maxAge: YEAR_SECONDS, immutable: true },
    setHeaders: (response) => {
      for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    },
  });

  return (request, response) => {
    // What Next, compression and ours add are more than Node's ten, and no leak.
    response.setMaxListeners(MAX_LISTENERS);
    compress(request, response, () => {
      gatherFlushes(response as Compressed);
      const { url = "/" } = request;
      if (!isForBuilt(request)) {
        nameRoute("pages");
        return render(request, response);
      }
      nameRoute("files");
      request.url = url.slice(BUILT.path.length);
      serveBuilt(request, response, () => {
        request.url = url;
        render(request, response);
      });
    });
  };
}

/** Parts of files are left to Next, which knows all ways of asking for them. */
function isForBuilt({ url, method, headers }: IncomingMessage): boolean {
  return (method === "GET" || method === "HEAD") && !headers.range && url?.startsWith(`${BUILT.path}/`) === true;
}

/** Next flushes each piece of a page as soon as it is there. */
function gatherFlushes(response: Compressed): void {
  const flush = response.flush.bind(response);
  let timer: NodeJS.Timeout | undefined;
  response.flush = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      flush();
    }, GATHER_MS);
  };
  response.once("close", () => clearTimeout(timer));
}
