import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createApiServer } from "@/server/api";
import { createHttpServer } from "@/server/http-server";

export type ServedApi = { url: string; port: number; close: () => Promise<void> };

/** The API of the worker's shop on the wire, as the process serves it. @param onError told of what no handler foresaw */
export async function serveApi(onError?: (error: unknown) => void): Promise<ServedApi> {
  const answersApi = createApiServer((error, response) => {
    if (!onError) throw error;
    onError(error);
    response.writeHead(500).end();
  });
  const http = createHttpServer((request, response) => {
    if (!answersApi(request, response)) response.writeHead(404).end();
  });
  http.server.listen(0, "127.0.0.1");
  await once(http.server, "listening");
  const { port } = http.server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, close: () => http.drain() };
}
