import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { StepFailed } from "./prepare.mjs";

/*
 * A PostgreSQL server of our own for tests and the bench: from binaries that are installed here, in a temporary folder,
 * gone without a trace when it is stopped.
 */

/** Folders with one sub-folder for each version, and what lies between that and the programs. */
const VERSIONED = [
  ["/usr/lib/postgresql", "bin"],
  ["/Applications/Postgres.app/Contents/Versions", "bin"],
  ["C:\\Program Files\\PostgreSQL", "bin"],
];
/** Folders whose sub-folders are called postgresql@16, pgsql-16 and the like. */
const NAMED = ["/opt/homebrew/opt", "/usr/local/opt", "/home/linuxbrew/.linuxbrew/opt", "/usr"];
const NAMED_POSTGRES = /^(?:postgresql(?:@\d+)?|pgsql-\d+)$/;

const READY_WITHIN_MS = 30_000;

/** @returns {string | null} the folder of PostgreSQL's server programs; null when none is installed */
export function findPostgres() {
  const searched = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
  const versioned = VERSIONED.flatMap(([folder, bin]) =>
    newestFirst(folder).map((name) => path.join(folder, name, bin)),
  );
  const named = NAMED.flatMap((folder) =>
    newestFirst(folder)
      .filter((name) => NAMED_POSTGRES.test(name))
      .map((name) => path.join(folder, name, "bin")),
  );
  return [...searched.flatMap(folderAndTarget), ...versioned, ...named].find(hasServer) ?? null;
}

/** Some systems put a link to the server on the PATH, but not its companions. */
function folderAndTarget(folder) {
  const server = path.join(folder, program("postgres"));
  return existsSync(server) ? [folder, path.dirname(realpathSync(server))] : [];
}

function hasServer(folder) {
  return ["postgres", "initdb"].every((name) => existsSync(path.join(folder, program(name))));
}

function program(name) {
  return process.platform === "win32" ? `${name}.exe` : name;
}

function newestFirst(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
}

/**
 * Starts a server on a free local port, with a new data folder.
 *
 * @param {{ durable?: boolean, settings?: Record<string, string> }} [options] durable: commits wait for the disk, as in
 *   production; without it tests are faster. settings: further server settings.
 * @returns {Promise<{ url: string, stop(): Promise<void> } | null>} address of its superuser; null when PostgreSQL is
 *   not installed
 * @throws StepFailed with the server's own words when it does not start
 */
export async function startPostgres({ durable = false, settings = {} } = {}) {
  const binaries = findPostgres();
  if (!binaries) return null;
  const owner = serverOwner();
  const folder = mkdtempSync(path.join(tmpdir(), "storefront-postgres-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const password = randomBytes(16).toString("hex");
    const passwordFile = path.join(folder, "password");
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (owner) for (const place of [folder, passwordFile]) chownSync(place, owner.uid, owner.gid);

    const data = path.join(folder, "data");
    const identity = ["--username=postgres", "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
    await finish(
      start(path.join(binaries, program("initdb")), [`--pgdata=${data}`, ...identity, ...INITDB_FLAGS], folder, owner),
    );
    const { default: getPort } = await import("get-port");
    const port = await getPort();
    const all = { ...(durable ? {} : NOT_DURABLE), max_connections: "200", ...settings };
    const flags = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const sockets = process.platform === "win32" ? [] : ["-k", folder];
    const server = start(
      path.join(binaries, program("postgres")),
      ["-D", data, "-h", "127.0.0.1", "-p", String(port), ...sockets, ...flags],
      folder,
      owner,
    );
    const abandon = () => {
      server.child.kill("SIGQUIT");
      remove();
    };
    process.once("exit", abandon);
    const url = `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;
    await waitUntilReady(url, server);
    return {
      url,
      async stop() {
        process.off("exit", abandon);
        // SIGINT is PostgreSQL's "fast" shutdown: it ends the sessions instead of waiting for them.
        server.child.kill("SIGINT");
        await server.ended;
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

const INITDB_FLAGS = ["--encoding=UTF8", "--locale=C", "--no-sync"];
const NOT_DURABLE = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

/** PostgreSQL refuses to run as root: then it runs as its own user, or as nobody. */
function serverOwner() {
  if (process.getuid?.() !== 0) return null;
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const user = users.find(([name]) => name === "postgres") ?? users.find(([name]) => name === "nobody");
  if (!user)
    throw new StepFailed("PostgreSQL does not run as root, and there is no user postgres: run this as another user.");
  return { uid: Number(user[2]), gid: Number(user[3]) };
}

function start(command, args, cwd, owner) {
  const child = spawn(command, args, {
    cwd,
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, HOME: cwd, TZ: "UTC", LC_ALL: "C" },
    ...owner,
  });
  let words = "";
  child.stderr.on("data", (chunk) => {
    words = (words + chunk).slice(-4000);
  });
  const ended = new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  ended.catch(() => {});
  return { child, ended, words: () => words };
}

async function finish({ ended, words }) {
  if ((await ended) !== 0) throw new StepFailed(`PostgreSQL could not be set up:\n${words()}`);
}

async function waitUntilReady(url, server) {
  const { Client } = (await import("pg")).default;
  const until = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      if (server.child.exitCode !== null || Date.now() > until) {
        server.child.kill("SIGQUIT");
        throw new StepFailed(`PostgreSQL did not start:\n${server.words()}`);
      }
      await sleep(100);
    }
  }
}
