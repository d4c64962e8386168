import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
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
/** What Next loads to render, and there a file for each page and each handler of the API. */
const RENDERED = { folder: ".next/server", files: "app-paths-manifest.json" };
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
  if (!development) await loadPages();
  const handle = app.getRequestHandler();
  const render: Listener = (request, response) => {
    handle(request, response).catch((error: unknown) => onError(error, response));
  };
  return { listener: development ? render : createPageServer(render), close: () => app.close() };
}

/**
 * Loads what renders each page, so that its first visitor does not wait for it. Left to itself Next would load the handlers of
 * the API as well (preloadEntriesOnStart), whose requests never come to it: their code would be in memory twice.
 */
async function loadPages(): Promise<void> {
  const folder = path.resolve(RENDERED.folder);
  const files: Record<string, string> = JSON.parse(await readFile(path.join(folder, RENDERED.files), "utf8"));
  const load = createRequire(path.join(folder, RENDERED.files));
  for (const file of Object.values(files)) if (path.basename(file) === "page.js") await load(path.join(folder, file));
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
