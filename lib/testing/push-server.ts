import { once } from "node:events";
import { createSecureServer, type IncomingHttpHeaders, type ServerHttp2Stream } from "node:http2";
import type { AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";
import type { Authority } from "@/lib/testing/certificates";

export type Push = { token: string; topic: string; body: string; sender: string };

/** How it answers: a status, with Apple's reason, never, or by ending the connection. */
export type PushBehaviour = { status: number; reason?: string } | "silent" | "hang_up";

export type PushServer = {
  url: string;
  /** What arrived and was taken, again where it was sent again. */
  pushes: Push[];
  behaviour: PushBehaviour;
  /** Of one phone, in place of that. */
  behaviours: Map<string, PushBehaviour>;
  close(): Promise<void>;
};

const TAKEN: PushBehaviour = { status: 200 };

/** As much of Apple's push service as passes need: HTTP/2, to clients that have a certificate of the authority. */
export async function startPushServer(authority: Authority): Promise<PushServer> {
  const { certificate: cert, key } = authority.issue(
    "push",
    "/CN=localhost",
    "subjectAltName=DNS:localhost,IP:127.0.0.1",
  );
  const options = { cert, key, ca: authority.certificate, requestCert: true, rejectUnauthorized: true };
  const http = createSecureServer(options);
  const sessions = new Set<{ destroy(): void }>();
  http.on("session", (session) => {
    sessions.add(session);
    session.on("error", () => {});
  });
  http.on("stream", async (stream: ServerHttp2Stream, headers: IncomingHttpHeaders & Record<string, unknown>) => {
    stream.on("error", () => {});
    const token = String(headers[":path"]).replace("/3/device/", "");
    const behaviour = server.behaviours.get(token) ?? server.behaviour;
    if (behaviour === "silent") return;
    if (behaviour === "hang_up") return stream.session?.destroy();
    let body = "";
    for await (const part of stream) body += part;
    if (behaviour.status === 200) {
      const { subject } = (stream.session as unknown as { socket: TLSSocket }).socket.getPeerCertificate();
      const sender = String(subject.CN);
      server.pushes.push({ token, topic: String(headers["apns-topic"]), body, sender });
    }
    stream.respond({ ":status": behaviour.status });
    stream.end(behaviour.reason === undefined ? "" : JSON.stringify({ reason: behaviour.reason }));
  });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const server: PushServer = {
    url: `https://localhost:${(http.address() as AddressInfo).port}`,
    pushes: [],
    behaviour: TAKEN,
    behaviours: new Map(),
    close: () => {
      for (const session of sessions) session.destroy();
      return new Promise((resolve) => http.close(() => resolve()));
    },
  };
  return server;
}
