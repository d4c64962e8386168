import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import getPort from "get-port";

/* Shops of a journey's own: with other settings than the others', or to be killed. */

/** For those who register, and sign in, more often than a shop lets anybody from one address. */
export const UNLIMITED = {
  GUEST_SESSIONS_PER_IP_HOUR: "1000000",
  LOGIN_ATTEMPTS_PER_IP: "1000000",
  SMS_TOTAL_HOUR: "1000000",
};

/**
 * Does some work at a shop of its own, with the journeys' customers, whose settings differ from those of the others.
 *
 * @param work gets the shop's address
 */
export async function withOwnShop(settings: Record<string, string>, work: (shop: string) => Promise<void>) {
  const folder = newFolder();
  const port = await getPort();
  const server = launchShop(port, folder, settings);
  try {
    await opened(server);
    await work(`http://localhost:${port}`);
  } finally {
    await killShop(server);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A folder for a shop's database and files. */
export function newFolder(): string {
  return mkdtempSync(path.join(tmpdir(), "storefront-own-"));
}

/** Where a shop in this folder has its database. */
export function databaseIn(folder: string): string {
  return path.join(folder, "database");
}

/** Starts the shop, and waits until it is open. @param settings more of its environment */
export async function startShop(
  port: number,
  folder: string,
  settings: Record<string, string> = {},
): Promise<ChildProcess> {
  const server = launchShop(port, folder, settings);
  await opened(server);
  return server;
}

/** Starts it without waiting. */
export function launchShop(port: number, folder: string, settings: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, ["dist/e2e/serve.js"], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      APP_MODE: "test",
      PORT: String(port),
      APP_URL: `http://localhost:${port}`,
      DEFAULT_LANGUAGE: "en",
      EMBEDDED_DATABASE_DIR: databaseIn(folder),
      STORAGE_DIR: path.join(folder, "storage"),
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Once it is open. */
export function opened(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    const listen = (chunk: unknown) => {
      said += chunk;
      if (said.includes("The store is open")) resolve();
    };
    server.stdout?.on("data", listen);
    server.stderr?.on("data", listen);
    server.once("exit", () => reject(new Error(`The server ended: ${said}`)));
  });
}

/** Kills it as a power cut would, and waits until it is gone. */
export async function killShop(server: ChildProcess): Promise<void> {
  server.kill("SIGKILL");
  await ended(server);
}

/** Once it has ended. @returns its exit code; null when it was killed */
export function ended(server: ChildProcess): Promise<number | null> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve(server.exitCode);
  return new Promise((resolve) => server.once("exit", (code) => resolve(code)));
}

/** Signs in without a browser. @returns the headers that every call has to send */
export async function signInAt(
  shop: string,
  credentials: { email: string; password: string },
): Promise<Record<string, string>> {
  const login = await fetch(`${shop}/users/login/`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(credentials),
  });
  const { key } = await login.json();
  const { csrf_token: csrf } = await (await fetch(`${shop}/csrf_token/`)).json();
  return {
    "content-type": "application/json",
    "x-csrftoken": csrf,
    cookie: `osessionid=${key}; csrftoken=${csrf}`,
  };
}
