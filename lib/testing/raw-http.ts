import { connect } from "node:net";

/* HTTP as bytes on a socket, for requests that no client would write. */

export type RawAnswer = { status: number; headers: Headers; body: Buffer };

/**
 * Sends the bytes as they are and reads the first answer.
 *
 * @param isWhole false for a request that never ends: its sender then closes its half of the connection
 * @returns null when the connection ends without an answer @throws Error after `withinMs` without one
 */
export function exchange(
  port: number,
  bytes: Buffer,
  { isWhole = true, isHead = false, withinMs = 15_000 } = {},
): Promise<RawAnswer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    const end = (settle: () => void) => {
      socket.destroy();
      settle();
    };
    const finish = (isClosed: boolean) => {
      const answer = parseAnswer(Buffer.concat(chunks), { isHead, isClosed });
      if (answer || isClosed) end(() => resolve(answer));
    };
    socket.setTimeout(withinMs, () => end(() => reject(new Error(`no answer within ${withinMs} ms`))));
    socket.on("data", (chunk) => {
      chunks.push(chunk);
      finish(false);
    });
    // A server that has refused stops reading: what is still being sent then fails, and the answer is there.
    socket.on("error", () => finish(true));
    socket.on("close", () => finish(true));
    if (isWhole) socket.write(bytes);
    else socket.end(bytes);
  });
}

/** The first final answer, or null while it is not there as a whole. */
function parseAnswer(received: Buffer, { isHead, isClosed }: { isHead: boolean; isClosed: boolean }): RawAnswer | null {
  const headEnd = received.indexOf("\r\n\r\n");
  if (headEnd === -1) return null;
  const [statusLine = "", ...lines] = received.toString("latin1", 0, headEnd).split("\r\n");
  const rest = received.subarray(headEnd + 4);
  const status = Number(statusLine.split(" ")[1]);
  if (status < 200) return parseAnswer(rest, { isHead, isClosed });
  const headers = new Headers(
    lines.map((line): [string, string] => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1)]),
  );
  const isBare = isHead || status === 204 || status === 304;
  const body = isBare ? Buffer.alloc(0) : bodyOf(rest, headers, isClosed);
  return body && { status, headers, body };
}

function bodyOf(rest: Buffer, headers: Headers, isClosed: boolean): Buffer | null {
  if (headers.get("transfer-encoding") === "chunked") return unchunked(rest);
  const length = headers.get("content-length");
  if (length === null) return isClosed ? rest : null;
  return rest.length >= Number(length) ? rest.subarray(0, Number(length)) : null;
}

function unchunked(rest: Buffer): Buffer | null {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = rest.indexOf("\r\n", at);
    if (lineEnd === -1) return null;
    const size = Number.parseInt(rest.toString("latin1", at, lineEnd), 16);
    if (size === 0) return Buffer.concat(parts);
    at = lineEnd + 2 + size + 2;
    if (rest.length < at) return null;
    parts.push(rest.subarray(at - 2 - size, at - 2));
  }
}
