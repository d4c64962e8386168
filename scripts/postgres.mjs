import { execFileSync, spawn } from "node:child_process";
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
import { StepFailed } from "./prepare.mjs";

/*
 * A PostgreSQL server of our own for tests and the bench: from binaries that are installed here, in a temporary folder,
 * gone without a trace when it is stopped. `node scripts/postgres.mjs --found` says by its exit code whether there are any.
 */

/** Folders whose sub-folders are called 16, postgresql@16, pgsql-16 and the like, each with a folder bin. */
const PLACES = [
  ["/usr/lib/postgresql", /^\d/],
  ["/Applications/Postgres.app/Contents/Versions", /^\d/],
  ["C:\\Program Files\\PostgreSQL", /^\d/],
  ...["/opt/homebrew/opt", "/usr/local/opt", "/home/linuxbrew/.linuxbrew/opt", "/usr"].map((folder) => [
    folder,
    /^(?:postgresql(?:@\d+)?|pgsql-\d+)$/,
  ]),
];
const EXE = process.platform === "win32" ? ".exe" : "";
/** Faster for tests: a server that nobody needs after a crash. */
const NOT_DURABLE = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

if (process.argv[2] === "--found") process.exitCode = findPostgres() ? 0 : 1;

/** @returns {string | null} the folder of PostgreSQL's server programs; null when none is installed */
export function findPostgres() {
  const searched = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean).flatMap(targetAndFolder);
  const known = PLACES.flatMap(([folder, name]) =>
    (existsSync(folder) ? readdirSync(folder) : [])
      .filter((entry) => name.test(entry))
      .sort((a, b) => b.localeCompare(a, "en", { numeric: true }))
      .map((entry) => path.join(folder, entry, "bin")),
  );
  const isComplete = (folder) =>
    ["postgres", "initdb", "pg_ctl"].every((name) => existsSync(path.join(folder, name + EXE)));
  return [...searched, ...known].find(isComplete) ?? null;
}

/** Some systems put a link to the server on the PATH, but not to all of its companions. */
function targetAndFolder(folder) {
  const server = path.join(folder, `postgres${EXE}`);
  return existsSync(server) ? [path.dirname(realpathSync(server)), folder] : [];
}

/**
 * Starts a server on a free local port, with a new data folder.
 *
 * @typedef {object} Postgres
 * @property {string} url address of its superuser
 * @property {(action: "start" | "restart") => Promise<void>} control starts the server again, or lets it restart without
 *   waiting for its clients
 * @property {() => void} kill ends the server as a crash does
 * @property {() => Promise<void>} stop
 *
 * @param {{ durable?: boolean, settings?: Record<string, string>, standbyOf?: string }} [options] durable: commits wait for
 *   the disk, as in production. settings: further server settings. standbyOf: the address of a server to be a copy of, and to follow.
 * @returns {Promise<Postgres | null>} null when PostgreSQL is not installed
 * @throws StepFailed with the server's own words when it does not start
 */
export async function startPostgres({ durable = false, settings = {}, standbyOf } = {}) {
  const binaries = findPostgres();
  if (!binaries) return null;
  const { default: getPort } = await import("get-port");
  const port = await getPort();
  const owner = serverOwner();
  const folder = mkdtempSync(path.join(tmpdir(), "storefront-postgres-"));
  const [data, log, passwordFile] = ["data", "log", "password"].map((name) => path.join(folder, name));
  const asOwner = {
    cwd: folder,
    env: { ...process.env, HOME: folder, TZ: "UTC", LC_ALL: "C" },
    stdio: /** @type {const} */ ("ignore"),
    ...owner,
  };
  const run = (program, ...args) => execFileSync(path.join(binaries, program + EXE), args, asOwner);
  let isKilled = false;
  const stop = () => {
    if (!isKilled) run("pg_ctl", "stop", "--pgdata", data, "--mode=immediate");
    rmSync(folder, { recursive: true, force: true });
  };
  const password = standbyOf ? new URL(standbyOf).password : randomBytes(16).toString("hex");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (owner) for (const place of [folder, passwordFile]) chownSync(place, owner.uid, owner.gid);
  const all = { ...(durable ? {} : NOT_DURABLE), max_connections: "200", ...settings };
  const flags = Object.entries(all).map(([name, value]) => `-c ${name}=${value}`);
  const sockets = process.platform === "win32" ? "" : `-k "${folder}"`;
  const options = ["--log", log, "--options", `-h 127.0.0.1 -p ${port} ${sockets} ${flags.join(" ")}`];
  try {
    if (standbyOf) {
      const following = ["--write-recovery-conf", "--checkpoint=fast", "--no-sync"];
      run("pg_basebackup", "--pgdata", data, "--dbname", standbyOf, ...following);
    } else {
      const identity = ["--username=postgres", "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
      run("initdb", "--pgdata", data, ...identity, "--encoding=UTF8", "--locale=C", "--no-sync");
    }
    run("pg_ctl", "start", "--wait", "--pgdata", data, ...options);
  } catch (error) {
    const words = existsSync(log) ? readFileSync(log, "utf8").slice(-4000) : error.message;
    rmSync(folder, { recursive: true, force: true });
    throw new StepFailed(`PostgreSQL did not start:\n${words}`);
  }
  process.once("exit", stop);
  // Without a listener the process would end, and leave the server running, before it is told of its exit.
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
  return {
    url: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
    control: (action) =>
      new Promise((resolve, reject) => {
        isKilled = false;
        const args = [action, "--wait", "--pgdata", data, ...options, ...(action === "restart" ? ["--mode=fast"] : [])];
        const program = spawn(path.join(binaries, `pg_ctl${EXE}`), args, asOwner);
        program.once("error", reject);
        program.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`pg_ctl ${action}: ${code}`))));
      }),
    kill() {
      const [pid] = readFileSync(path.join(data, "postmaster.pid"), "utf8").split("\n");
      process.kill(Number(pid), "SIGKILL");
      isKilled = true;
    },
    async stop() {
      process.off("exit", stop);
      stop();
    },
  };
}

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
