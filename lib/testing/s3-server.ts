import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/* As much of Amazon S3 as the storage uses: PUT, GET and DELETE of an object, path style, over real HTTP. */

export type S3Server = {
  url: string;
  /** By `bucket/key`. */
  objects: Map<string, { bytes: Buffer; type: string }>;
  /** Answer everything with this status and no success. */
  failWith: number | null;
  close(): Promise<void>;
};

/** Starts a server with empty buckets on a free port. */
export async function startS3Server(): Promise<S3Server> {
  const objects: S3Server["objects"] = new Map();
  const http = createServer(async (request, response) => {
    const name = decodeURIComponent(new URL(request.url ?? "/", "http://s3").pathname.slice(1));
    const body = await bodyOf(request);
    const answer = (status: number, content: Buffer | string = "", type = "application/xml") => {
      response.writeHead(status, { "content-type": type }).end(content);
    };
    if (server.failWith !== null) return answer(server.failWith, errorXml("InternalError"));
    if (!request.headers.authorization?.startsWith("AWS4-HMAC-SHA256")) return answer(403, errorXml("AccessDenied"));
    if (request.method === "PUT") {
      objects.set(name, { bytes: body, type: request.headers["content-type"] ?? "" });
      return answer(200);
    }
    if (request.method === "DELETE") {
      objects.delete(name);
      return answer(204);
    }
    const object = objects.get(name);
    return object ? answer(200, object.bytes, object.type) : answer(404, errorXml("NoSuchKey"));
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const server: S3Server = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    objects,
    failWith: null,
    close: () => {
      http.closeAllConnections();
      return new Promise((resolve) => http.close(() => resolve()));
    },
  };
  return server;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const raw = Buffer.concat(await request.toArray());
  const isChunked = request.headers["content-encoding"]?.includes("aws-chunked");
  return isChunked ? unchunk(raw) : raw;
}

/** The content of `aws-chunked` encoding: lines of a hexadecimal size (and extensions), each followed by so many bytes. */
function unchunk(raw: Buffer): Buffer {
  const parts: Buffer[] = [];
  let offset = 0;
  for (;;) {
    const lineEnd = raw.indexOf("\r\n", offset);
    const size = Number.parseInt(raw.subarray(offset, lineEnd).toString("latin1"), 16);
    if (!size) return Buffer.concat(parts);
    parts.push(raw.subarray(lineEnd + 2, lineEnd + 2 + size));
    offset = lineEnd + 2 + size + 2;
  }
}

function errorXml(code: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`;
}
