import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

/**
 * Does some work at a shop of its own, with the journeys' customers, whose settings differ from those of the others.
 *
 * @param work gets the shop's address
 */
export async function withOwnShop(settings: Record<string, string>, work: (shop: string) => Promise<void>) {
  const folder = mkdtempSync(path.join(tmpdir(), "storefront-own-"));
  const port = await freePort();
  const shop = `http://localhost:${port}`;
  const server = spawn(process.execPath, ["--import", "tsx", "e2e/serve.ts"], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      APP_MODE: "test",
      PORT: String(port),
      APP_URL: shop,
      DEFAULT_LANGUAGE: "en",
      EMBEDDED_DATABASE_DIR: path.join(folder, "database"),
      STORAGE_DIR: path.join(folder, "storage"),
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  try {
    await opened(server);
    await work(shop);
  } finally {
    server.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
}

function opened(server: ChildProcess): Promise<void> {
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

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
