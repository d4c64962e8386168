import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import getPort from "get-port";
import { run } from "@/scripts/prepare.mjs";

/* An empty page of Next's, which no page on the same machine can outdo. */

const FOLDER = path.resolve("bench/empty-page");
const NEXT = path.resolve("node_modules/next/dist/bin/next");

export async function buildEmptyPage(): Promise<void> {
  await run(process.execPath, [NEXT, "build", FOLDER], { quiet: true });
}

/** Serves the built page for some work. @param work takes its origin */
export async function withEmptyPage(work: (origin: string) => Promise<void>): Promise<void> {
  const port = await getPort();
  const server = spawn(process.execPath, [NEXT, "start", FOLDER, "--port", String(port)], { stdio: "ignore" });
  const origin = `http://localhost:${port}`;
  try {
    while (server.exitCode === null && !(await answers(origin))) await new Promise((next) => setTimeout(next, 100));
    await work(origin);
  } finally {
    server.kill("SIGTERM");
    if (server.exitCode === null) await once(server, "close");
  }
}

function answers(origin: string): Promise<boolean> {
  return fetch(origin).then(
    ({ ok }) => ok,
    () => false,
  );
}
