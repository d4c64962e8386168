import type { ServerResponse } from "node:http";
import type { Env } from "@/lib/platform/env";

/*
 * Whoever can reach a demo can read every code and sign in as everybody. It answers under the names of its own machine
 * only, so that no page elsewhere can reach it through a name that resolves there (DNS rebinding).
 */

export function isDemoHost(host: string | undefined, { APP_URL, HOST }: Pick<Env, "APP_URL" | "HOST">): boolean {
  const name = host?.replace(/:\d+$/, "") ?? "";
  return ["localhost", "127.0.0.1", "[::1]", new URL(APP_URL).hostname, HOST].includes(name);
}

/** 421 (RFC 9110 §15.5.20). */
export function refuseHost(response: ServerResponse): void {
  response.writeHead(421, { "Content-Type": "text/plain" });
  response.end("The demo answers at its own address only; set APP_URL to the one you use.\n");
}
