import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import getPort from "get-port";

/** A built store and how it is started: node's arguments in its folder. */
export type Build = { folder: string; start: string[] };

export type RunningStore = {
  url: string;
  pid: number;
  /** Processor time used so far, of the program and of the system for it, in microseconds. */
  cpuMicroseconds(): Promise<number>;
  stop(): Promise<void>;
};

const READY_WITHIN_MS = 180_000;

/**
 * Starts a build in production mode on a PostgreSQL database, which it migrates, and waits until it answers.
 * @param settings more of its environment
 */
export async function startStore(
  { folder, start }: Build,
  databaseUrl: string,
  settings: Record<string, string> = {},
): Promise<RunningStore> {
  const port = await getPort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn(process.execPath, ["--import", path.resolve("bench/answer-cpu-usage.mjs"), ...start], {
    cwd: folder,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      APP_MODE: "production",
      BENCH: "true",
      HOST: "127.0.0.1",
      PORT: String(port),
      APP_URL: url,
      APP_SECRET: randomBytes(32).toString("hex"),
      DATABASE_URL: databaseUrl,
      LOG_LEVEL: "error",
      LOGIN_ATTEMPTS_PER_IP: "1000000",
      DRAIN_SECONDS: "0",
      SMS_PROVIDER: "none",
      MAIL_PROVIDER: "none",
      ...settings,
    },
  });
  const kill = () => void server.kill("SIGKILL");
  process.once("exit", kill);
  await waitUntilOpen(url, server);
  return {
    url,
    pid: server.pid ?? 0,
    async cpuMicroseconds() {
      server.send("cpu");
      const [{ user, system }] = (await once(server, "message")) as [NodeJS.CpuUsage];
      return user + system;
    },
    async stop() {
      process.off("exit", kill);
      server.kill("SIGTERM");
      if (server.exitCode === null) await once(server, "close");
    },
  };
}

async function waitUntilOpen(url: string, server: ChildProcess): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const isOpen = await fetch(`${url}/api/bench`).then(
      ({ status }) => status === 204,
      () => false,
    );
    if (isOpen) return;
    if (server.exitCode !== null || Date.now() > until) {
      server.kill("SIGKILL");
      throw new Error(`${server.spawnargs.join(" ")} did not start.`);
    }
    await sleep(200);
  }
}
