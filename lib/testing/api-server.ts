import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createApiServer } from "@/server/api";
import { createHttpServer } from "@/server/http-server";

export type ServedApi = { url: string; close: () => Promise<void> };

/** The API of the worker's shop on the wire, as the process serves it. */
export async function serveApi(): Promise<ServedApi> {
  const answersApi = createApiServer((error) => {
    throw error;
  });
  const http = createHttpServer((request, response) => {
    if (!answersApi(request, response)) response.writeHead(404).end();
  });
  http.server.listen(0, "127.0.0.1");
  await once(http.server, "listening");
  const { port } = http.server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => http.drain() };
}
