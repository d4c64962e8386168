import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { credentialsOf } from "./journey";

const WRITES_BEFORE_THE_KILL = 40;

test("a server killed under load has every acknowledged write after the restart", async () => {
  test.setTimeout(120_000);
  const folder = mkdtempSync(path.join(tmpdir(), "storefront-killed-"));
  const port = await freePort();
  const shop = `http://localhost:${port}`;
  let server = await start(port, folder);
  try {
    const headers = await signIn(shop);
    let acknowledged = 0;
    let killed = false;
    const kill = () => {
      killed = true;
      server.kill("SIGKILL");
    };
    while (!killed) {
      const next = acknowledged + 1;
      const writing = fetch(`${shop}/users/profile/`, {
        method: "PATCH",
        headers,
        body: JSON.stringify({ first_name: `Write ${next}`, sms_allowed: next % 2 === 0 }),
      });
      if (next > WRITES_BEFORE_THE_KILL) kill();
      const answer = await writing.catch(() => null);
      if (answer?.status === 200) acknowledged = next;
    }
    await gone(server);

    server = await start(port, folder);
    const profile = await (await fetch(`${shop}/users/profile/`, { headers })).json();
    const survived = Number(/^Write (\d+)$/.exec(profile.first_name)?.[1]);
    // The one write that was under way may have been committed without its answer coming back; none is half there.
    expect([acknowledged, acknowledged + 1]).toContain(survived);
    expect(survived).toBeGreaterThanOrEqual(WRITES_BEFORE_THE_KILL);
    expect(profile.sms_allowed).toBe(survived % 2 === 0);
  } finally {
    server.kill("SIGKILL");
    await gone(server);
    rmSync(folder, { recursive: true, force: true });
  }
});

test("a second process on the same database folder refuses to start and says why", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "storefront-shared-"));
  const first = await start(await freePort(), folder);
  try {
    const second = launch(await freePort(), folder);
    let said = "";
    second.stderr?.on("data", (chunk) => {
      said += chunk;
    });
    expect(await gone(second)).toBe(1);
    expect(said).toContain("Another process uses the database");
  } finally {
    first.kill("SIGKILL");
    await gone(first);
    rmSync(folder, { recursive: true, force: true });
  }
});

function launch(port: number, folder: string): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", "e2e/serve.ts"], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      APP_MODE: "test",
      PORT: String(port),
      APP_URL: `http://localhost:${port}`,
      EMBEDDED_DATABASE_DIR: path.join(folder, "database"),
      STORAGE_DIR: path.join(folder, "storage"),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function start(port: number, folder: string): Promise<ChildProcess> {
  const server = launch(port, folder);
  return new Promise((resolve, reject) => {
    let said = "";
    server.stdout?.on("data", (chunk) => {
      said += chunk;
      if (said.includes("The store is open")) resolve(server);
    });
    server.stderr?.on("data", (chunk) => {
      said += chunk;
    });
    server.once("exit", () => reject(new Error(`The server ended: ${said}`)));
  });
}

function gone(server: ChildProcess): Promise<number | null> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve(server.exitCode);
  return new Promise((resolve) => server.once("exit", (code) => resolve(code)));
}

async function signIn(shop: string): Promise<Record<string, string>> {
  const login = await fetch(`${shop}/users/login/`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(credentialsOf("survivor")),
  });
  const { key } = await login.json();
  const { csrf_token: csrf } = await (await fetch(`${shop}/csrf_token/`)).json();
  return {
    "content-type": "application/json",
    "x-csrftoken": csrf,
    cookie: `osessionid=${key}; csrftoken=${csrf}`,
  };
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
