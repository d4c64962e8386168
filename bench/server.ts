import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import getPort from "get-port";

/*
 * The built store, started as in production.
 */

export type StoreServer = { url: string; stop(): Promise<void> };

const READY_WITHIN_MS = 60_000;

/**
 * Starts the production server on a free port and waits until it answers.
 *
 * @param environment which database to use
 */
export async function startStore(environment: Record<string, string>): Promise<StoreServer> {
  const port = await getPort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn(process.execPath, [...profilerFlags(), "dist/server/main.js"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      BENCH: "true",
      HOST: "127.0.0.1",
      PORT: String(port),
      APP_URL: url,
      APP_SECRET: randomBytes(32).toString("hex"),
      LOG_LEVEL: "error",
      LOGIN_ATTEMPTS_PER_IP: "1000000",
      ...environment,
    },
  });
  let words = "";
  for (const stream of [server.stdout, server.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      words = (words + chunk).slice(-4000);
    });
  }
  const abandon = () => server.kill("SIGKILL");
  process.once("exit", abandon);
  await waitUntilOpen(url, server, () => words);
  return {
    url,
    async stop() {
      process.off("exit", abandon);
      if (server.exitCode !== null) return;
      const ended = new Promise((resolve) => server.once("close", resolve));
      server.kill("SIGTERM");
      await ended;
    },
  };
}

/** With BENCH_PROFILE=<folder> the server writes a CPU profile there when it stops. */
function profilerFlags(): string[] {
  const folder = process.env.BENCH_PROFILE;
  return folder ? ["--cpu-prof", `--cpu-prof-dir=${folder}`] : [];
}

async function waitUntilOpen(url: string, server: ChildProcess, words: () => string): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const status = await fetch(`${url}/api/bench`).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 204) return;
    if (server.exitCode !== null || Date.now() > until) {
      server.kill("SIGKILL");
      throw new Error(`The store did not start (status ${status}):\n${words()}`);
    }
    await sleep(200);
  }
}
