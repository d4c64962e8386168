import { mkdirSync, rmdirSync, rmSync, statSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import path from "node:path";

/** The folder is held by another live process. */
export class FolderLockedError extends Error {
  constructor(readonly folder: string) {
    super(`The database folder ${folder} is in use by another process.`);
    this.name = "FolderLockedError";
  }
}

const TAKEOVER_STALE_MS = 10_000;

/**
 * Locks a folder by a listening local socket: the system ends it together with the process, so a dead holder is
 * recognised (nobody answers), and a reused process id cannot be mistaken for it.
 * @returns a function that releases the lock @throws FolderLockedError when a live process holds it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const address = lockAddress(folder);
  try {
    return await hold(address);
  } catch (error) {
    if (!isCode(error, "EADDRINUSE")) throw error;
  }
  if (await answers(address)) throw new FolderLockedError(folder);

  // Only one process may clear a dead lock, or a second one could remove the first one's new lock.
  const takeover = path.join(folder, "lock.takeover");
  if (!enterTakeover(takeover)) throw new FolderLockedError(folder);
  try {
    // Somebody may have taken it over between our question and our turn.
    if (await answers(address)) throw new FolderLockedError(folder);
    rmSync(address, { force: true });
    return await hold(address);
  } catch (error) {
    throw isCode(error, "EADDRINUSE") ? new FolderLockedError(folder) : error;
  } finally {
    rmdirSync(takeover);
  }
}

function lockAddress(folder: string): string {
  if (process.platform === "win32") {
    return `\\\\.\\pipe\\${path.resolve(folder).replaceAll(/[\\/:]/g, "-")}`;
  }
  // Socket paths are limited to about 100 bytes; the relative one is usually the shorter.
  const absolute = path.join(path.resolve(folder), "lock.sock");
  const relative = path.relative(process.cwd(), absolute);
  return relative.length < absolute.length ? relative : absolute;
}

function hold(address: string): Promise<() => Promise<void>> {
  return new Promise((resolve, reject) => {
    const server: Server = createServer((socket) => socket.destroy());
    server.once("error", reject);
    server.listen(address, () => {
      server.unref();
      resolve(() => new Promise((done) => server.close(() => done())));
    });
  });
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

function enterTakeover(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
    if (Date.now() - statSync(folder).mtimeMs < TAKEOVER_STALE_MS) return false;
    rmdirSync(folder);
    mkdirSync(folder);
    return true;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
