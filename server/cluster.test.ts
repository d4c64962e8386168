import cluster from "node:cluster";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readableLog } from "@/lib/testing/log-lines";
import { runProcesses } from "@/server/cluster";

/* With a program in the place of the store, which tells who it is and dies when it is told. */

const folder = mkdtempSync(path.join(tmpdir(), "storefront-cluster-"));
afterAll(() => rmSync(folder, { recursive: true }));

function program(name: string, source: string): string {
  const file = path.join(folder, `${name}.mjs`);
  writeFileSync(file, source);
  return file;
}

const told = program(
  "told",
  `import { createServer } from "node:http";
  const { SERVER_ROLES: roles, METRICS_PORT: metricsPort, TEST_PORT: port } = process.env;
  createServer(({ url }, response) => {
    if (url === "/die") process.exit(3);
    response.setHeader("Connection", "close").end(JSON.stringify({ pid: process.pid, roles, metricsPort }));
  }).listen(Number(port), "127.0.0.1");
  process.on("SIGTERM", () => process.exit(0));`,
);

type Told = { pid: number; roles: string; metricsPort: string };

async function freePort(): Promise<number> {
  const probe = createServer();
  const port = await new Promise<number>((resolve) => {
    probe.listen(0, "127.0.0.1", () => resolve((probe.address() as { port: number }).port));
  });
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

describe("several processes", () => {
  test("answer behind one port, of whom one runs jobs; one that dies is replaced, a message to it is lost, and all end when told", async () => {
    const port = await freePort();
    process.env.TEST_PORT = String(port);
    const { log, lines } = readableLog();
    const env = { WEB_CONCURRENCY: 2, SERVER_ROLES: ["api" as const, "jobs" as const], METRICS_PORT: 9000 };
    const ended = runProcesses(env, told, log);

    /** Asks until both have answered. */
    const bothTold = async (except: number[] = []) => {
      const heard = new Map<string, Told>();
      await expect
        .poll(
          async () => {
            const answer = await fetch(`http://127.0.0.1:${port}/`).then(
              (response) => response.json() as Promise<Told>,
            );
            if (!except.includes(answer.pid)) heard.set(answer.roles, answer);
            return heard.size;
          },
          { timeout: 20_000, interval: 20 },
        )
        .toBe(2);
      return [heard.get("api,jobs"), heard.get("api")];
    };
    const [first, second] = await bothTold();
    expect([first?.metricsPort, second?.metricsPort]).toEqual(["9000", "9001"]);

    await expect(fetch(`http://127.0.0.1:${port}/die`)).rejects.toThrow();
    await expect.poll(lines).toMatchObject([{ msg: "a process ended, another one takes its place", exitCode: 3 }]);
    const [{ place }] = lines() as [{ place: number }];
    const dead = [first, second][place]?.pid ?? 0;
    await expect
      .poll(async () => (await bothTold([dead])).map((one) => one?.pid), { timeout: 20_000 })
      .not.toContain(dead);

    for (const worker of Object.values(cluster.workers ?? {})) worker?.emit("error", new Error("write EPIPE"));
    process.emit("SIGTERM", "SIGTERM");
    expect(await ended).toBe(0);
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  });

  test("are not tried again and again when the first cannot start", async () => {
    const { log, lines } = readableLog();
    const failing = program("failing", "process.exit(1)");
    expect(
      await runProcesses({ WEB_CONCURRENCY: 2, SERVER_ROLES: ["api"], METRICS_PORT: undefined }, failing, log),
    ).toBe(1);
    expect(lines()).toEqual([]);
  });
});
