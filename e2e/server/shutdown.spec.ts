import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { Agent, get } from "node:http";
import { connect, type Socket } from "node:net";
import path from "node:path";
import { expect, test } from "@playwright/test";
import getPort from "get-port";
import {
  createDataFolder,
  databaseFolderIn,
  killServer,
  startServer,
  waitForExit,
  waitUntilOpen,
} from "@/e2e/fixtures/server";
import { credentialsOf } from "@/e2e/fixtures/test";

/* How the server ends: it answers what it has begun to answer, and then it is gone. */

let folder: string;
let port: number;
let server: ChildProcess;

test.beforeEach(async () => {
  folder = createDataFolder();
  port = await getPort();
});

test.afterEach(async () => {
  await killServer(server);
  rmSync(folder, { recursive: true, force: true });
});

test("a server told to stop answers the request under way, takes no other and exits with 0", async () => {
  server = await startServer(port, folder);
  const idle = connect(port, "127.0.0.1");
  await once(idle, "connect");
  const signIn = await beginSignIn();

  server.kill("SIGTERM");
  await once(idle.resume(), "close");
  await expect(fetch(`http://127.0.0.1:${port}/csrf_token/`)).rejects.toThrow();
  expect(server.exitCode).toBeNull();

  const answer = await signIn.finish();
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(answer).toMatch(/^connection: close$/im);
  expect(answer).toMatch(/^set-cookie: osessionid=\w+/im);
  expect(await waitForExit(server)).toBe(0);
});

test("under load over many kept connections, each client hears in an answer that it should go elsewhere", async () => {
  server = await startServer(port, folder, { DRAIN_SECONDS: "3" });
  const clients = Array.from({ length: 60 }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
  let answers = 0;
  const loads = clients.map(async (agent) => {
    for (;;) {
      const { status, isLast } = await ask("/csrf_token/", agent);
      expect(status).toBe(200);
      answers++;
      if (isLast) return;
    }
  });
  await expect.poll(() => answers).toBeGreaterThan(clients.length * 5);
  server.kill("SIGTERM");
  await Promise.all(loads);
  expect(server.exitCode).toBeNull();
  expect(await waitForExit(server)).toBe(0);
});

test("while it drains, it takes whoever still comes, and then nobody", async () => {
  server = await startServer(port, folder, { DRAIN_SECONDS: "6" });
  expect((await ask("/login")).status).toBe(200);
  server.kill("SIGTERM");
  const exit = waitForExit(server);
  await expect.poll(async () => (await ask("/api/health/ready")).status).toBe(503);
  expect(await ask("/csrf_token/")).toEqual({ status: 200, isLast: false });
  expect(await ask("/login")).toEqual({ status: 200, isLast: false });
  expect(await exit).toBe(0);
  await expect(ask("/csrf_token/")).rejects.toThrow("ECONNREFUSED");
});

test("the same signal twice at once is one; a later one ends the server whatever it is doing", async () => {
  server = await startServer(port, folder);
  const signIn = await beginSignIn();
  const idle = connect(port, "127.0.0.1");
  await once(idle, "connect");
  server.kill("SIGINT");
  server.kill("SIGINT");
  await once(idle.resume(), "close");
  expect(server.exitCode).toBeNull();

  const cut = once(signIn.socket, "close");
  // It may be told again too early to mean it.
  await expect(async () => {
    server.kill("SIGINT");
    expect(server.exitCode).toBe(1);
  }).toPass({ intervals: [200] });
  await cut;
});

test("npm start says sentences alone, passes the signal on, waits for the request under way and leaves nothing running", async () => {
  server = spawn("npm", ["start"], {
    env: {
      ...process.env,
      APP_MODE: "demo",
      PORT: String(port),
      APP_URL: `http://127.0.0.1:${port}`,
      EMBEDDED_DATABASE_DIR: databaseFolderIn(folder),
      STORAGE_DIR: path.join(folder, "storage"),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  server.stdout?.on("data", (chunk) => {
    said += chunk;
  });
  await waitUntilOpen(server);
  // The log's lines are JSON.
  expect(said).not.toContain("{");
  const signIn = await beginSignIn({ email: "john.doe@example.com", password: "SecurePassword123" });
  server.kill("SIGTERM");
  expect(await signIn.finish()).toMatch(/^HTTP\/1\.1 200 /);
  expect(await waitForExit(server)).toBe(0);
  await expect(fetch(`http://127.0.0.1:${port}/csrf_token/`)).rejects.toThrow();
});

/** @returns the answer's status, and whether it ends the connection */
function ask(path: string, agent = new Agent({ keepAlive: true })): Promise<{ status: number; isLast: boolean }> {
  return new Promise((resolve, reject) => {
    get({ port, host: "127.0.0.1", path, agent, headers: { host: `localhost:${port}` } }, (response) => {
      response.resume().once("end", () => {
        resolve({ status: response.statusCode ?? 0, isLast: response.headers.connection === "close" });
      });
    }).once("error", reject);
  });
}

type Begun = { socket: Socket; finish: () => Promise<string> };

/** Sends a sign-in but for the end of its body, once the server has begun to answer it. @returns how to send the rest */
async function beginSignIn(credentials = credentialsOf("signer")): Promise<Begun> {
  const body = JSON.stringify(credentials);
  const socket = connect(port, "127.0.0.1").setEncoding("utf8");
  const head = `host: localhost:${port}\r\nexpect: 100-continue\r\ncontent-type: application/json\r\ncontent-length: ${body.length}`;
  socket.write(`POST /users/login/ HTTP/1.1\r\n${head}\r\n\r\n`);
  const [interim] = await once(socket, "data");
  expect(interim).toContain("100 Continue");
  socket.write(body.slice(0, -1));
  return {
    socket,
    finish: async () => {
      let answer = "";
      socket.on("data", (chunk) => {
        answer += chunk;
      });
      socket.write(body.slice(-1));
      await once(socket, "close");
      return answer;
    },
  };
}
