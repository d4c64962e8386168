import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import getPort from "get-port";
import { EMPTY_FOLDER, NEXT } from "@/bench/empty";
import { SESSIONS_SQL } from "@/lib/auth/session-store";
import { customerColumns } from "@/lib/customers/store";

/** A built store and how it is started: node's arguments in its folder. */
export type Build = { folder: string; start: string[] };

/** What it has used so far. */
export type Usage = {
  /** Of the program and of the system for it. */
  cpuMicroseconds: number;
  /** In all, of it the objects of the program, and buffers beside those. */
  residentBytes: number;
  heapBytes: number;
  externalBytes: number;
};

export type RunningStore = {
  url: string;
  pid: number;
  /** From its start to its first answer. */
  readyMs: number;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
};

/** Processors of the servers that are measured, as taskset names them; any unless told. */
const { BENCH_SERVER_CPUS: SERVER_CPUS } = process.env;
const READY_WITHIN_MS = 180_000;
const ASK_EVERY_MS = 20;
const PRELOADED = path.resolve("bench/answer-usage.mjs");

/**
 * Starts a build in production mode on a PostgreSQL database, which it migrates, and waits until it answers.
 * @param settings more of its environment
 */
export function startStore(
  build: Build,
  databaseUrl: string,
  settings: Record<string, string> = {},
): Promise<RunningStore> {
  return startServer(build, { path: "/api/bench", status: 204 }, (url) => ({
    APP_MODE: "production",
    BENCH: "true",
    APP_URL: url,
    APP_SECRET: randomBytes(32).toString("hex"),
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: "error",
    LOGIN_ATTEMPTS_PER_IP: "1000000",
    DRAIN_SECONDS: "0",
    SMS_PROVIDER: "none",
    MAIL_PROVIDER: "none",
    ...settings,
  }));
}

/** Starts another product on a database of its own (bench/peers); it makes what its peer.json says is asked. */
export function startPeer(folder: string, databaseUrl: string): Promise<RunningStore> {
  return startServer({ folder, start: ["server.mjs"] }, { path: "/bench-load", status: 200 }, (url) => ({
    DATABASE_URL: databaseUrl,
    APP_URL: url,
    APP_SECRET: randomBytes(32).toString("hex"),
  }));
}

/** Starts what Node and PostgreSQL do alone, on the database of a store. */
export function startFloor(databaseUrl: string): Promise<RunningStore> {
  const build = { folder: ".", start: ["bench/floor.mjs"] };
  return startServer(build, { path: "/", status: 401 }, () => ({
    DATABASE_URL: databaseUrl,
    FLOOR_READ_SQL: SESSIONS_SQL,
    FLOOR_WRITE_SQL: `
      UPDATE customer c SET first_name = $2, version = version + 1, modified_at = now() WHERE id = $1
      RETURNING ${customerColumns("c")}`,
  }));
}

export function startEmptyPage(): Promise<RunningStore> {
  return startServer({ folder: ".", start: [NEXT, "start", EMPTY_FOLDER] }, { path: "/", status: 200 }, () => ({}));
}

async function startServer(
  { folder, start }: Build,
  open: { path: string; status: number },
  settings: (url: string) => Record<string, string>,
): Promise<RunningStore> {
  const port = await getPort();
  const url = `http://127.0.0.1:${port}`;
  const startedAt = performance.now();
  const pinned = SERVER_CPUS ? ["taskset", "--cpu-list", SERVER_CPUS] : [];
  const [program = "", ...args] = [...pinned, process.execPath, "--import", PRELOADED, ...start];
  const server = spawn(program, args, {
    cwd: folder,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: { ...process.env, NODE_ENV: "production", HOST: "127.0.0.1", PORT: String(port), ...settings(url) },
  });
  const kill = () => void server.kill("SIGKILL");
  process.once("exit", kill);
  await waitUntilOpen(url, open, server);
  return {
    url,
    pid: server.pid ?? 0,
    readyMs: performance.now() - startedAt,
    async usage() {
      server.send("usage");
      const [used] = (await once(server, "message")) as [NodeJS.CpuUsage & NodeJS.MemoryUsage];
      return toUsage(used, used);
    },
    async stop() {
      process.off("exit", kill);
      server.kill("SIGTERM");
      if (server.exitCode === null) await once(server, "close");
    },
  };
}

export function toUsage({ user, system }: NodeJS.CpuUsage, { rss, heapUsed, external }: NodeJS.MemoryUsage): Usage {
  return { cpuMicroseconds: user + system, residentBytes: rss, heapBytes: heapUsed, externalBytes: external };
}

async function waitUntilOpen(url: string, open: { path: string; status: number }, server: ChildProcess): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const isOpen = await fetch(url + open.path).then(
      ({ status }) => status === open.status,
      () => false,
    );
    if (isOpen) return;
    if (server.exitCode !== null || Date.now() > until) {
      server.kill("SIGKILL");
      throw new Error(`${server.spawnargs.join(" ")} did not start.`);
    }
    await sleep(ASK_EVERY_MS);
  }
}
