import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { FolderLockedError } from "@/lib/platform/database/folder-lock";
import { explainFailure } from "@/server/explain-failure";

test("a busy port is one sentence that names another one", async () => {
  const holder = createServer();
  const port = await new Promise<number>((resolve) => {
    holder.listen(0, "127.0.0.1", () => {
      const address = holder.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
  const { code, said } = await runNode(["scripts/start.mjs"], { PORT: String(port) });
  holder.close();
  expect(code).toBe(1);
  expect(said.trim()).toBe(`Port ${port} is in use: stop what uses it, or choose another: PORT=${port + 1} npm start`);
});

test("an old Node is one sentence that names the one to install", async () => {
  const pretend =
    'Object.defineProperty(process.versions, "node", { value: "18.20.0" }); import("./scripts/start.mjs");';
  const { code, said } = await runNode(["--eval", pretend], {});
  expect(code).toBe(1);
  expect(said.trim()).toBe("Node 18.20.0 is too old: install Node 20.19 or newer and try again.");
});

const coded = (code: string, more = {}) => Object.assign(new Error(code), { code, ...more });

test.each([
  ["a database folder in use", new FolderLockedError("/data"), "/data"],
  ["a read-only one", coded("EROFS"), ".data/database"],
  ["another folder that is not its own", coded("EACCES", { path: "/media" }), "/media"],
  ["a port for which it has no right", coded("EACCES", { port: 80 }), "port 80"],
  ["a silent PostgreSQL", coded("ECONNREFUSED"), "DATABASE_URL"],
])("%s is one sentence that names it", (_name, error, named) => {
  const text = explainFailure(error);
  expect(text).toMatch(/^[A-Z][^\n]+: [^\n]+\.$/);
  expect(text).not.toContain("    at ");
  expect(text).toContain(named);
});

function runNode(args: string[], env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env } as never,
    });
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
    });
    child.stderr.on("data", (chunk) => {
      said += chunk;
    });
    child.once("close", (code) => resolve({ code, said }));
  });
}
