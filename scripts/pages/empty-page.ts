import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import getPort from "get-port";
import { ROOT, run } from "@/scripts/prepare.mjs";

/*
 * A page of Next's and nothing else, to measure beside ours: what it scores on a machine, no page of Next's can exceed
 * there. It needs no style sheet, no font and no query, and greets nobody.
 */

const FOLDER = path.resolve(".data/tools/empty-page");
const NEXT = path.resolve("node_modules/next/dist/bin/next");

const FILES: Record<string, string> = {
  "package.json": '{ "private": true }\n',
  "next.config.mjs": `export default { turbopack: { root: ${JSON.stringify(ROOT)} } };\n`,
  "app/layout.js": `export const metadata = { title: "Empty", description: "A page of Next's and nothing else" };

export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>;
}
`,
  // Rendered for each request, as ours are.
  "app/page.js": `import { connection } from "next/server";

export default async function Page() {
  await connection();
  return <main><h1>Empty</h1><p>Nothing is here.</p></main>;
}
`,
};

/** Builds it, and serves it while some work is done. @param work gets its address */
export async function withEmptyPage(work: (address: string) => Promise<void>): Promise<void> {
  mkdirSync(path.join(FOLDER, "app"), { recursive: true });
  for (const [file, text] of Object.entries(FILES)) writeFileSync(path.join(FOLDER, file), text);
  await run(process.execPath, [NEXT, "build", FOLDER], { quiet: true });

  const port = await getPort();
  const address = `http://localhost:${port}/`;
  const server = spawn(process.execPath, [NEXT, "start", FOLDER, "--port", String(port)], { stdio: "ignore" });
  const hasEnded = once(server, "exit");
  try {
    await Promise.race([
      answering(address),
      hasEnded.then(() => Promise.reject(new Error("The empty page's server ended."))),
    ]);
    await work(address);
  } finally {
    server.kill();
    await hasEnded;
  }
}

async function answering(address: string): Promise<void> {
  while (
    !(await fetch(address)
      .then((response) => response.ok)
      .catch(() => false))
  )
    await setTimeout(100);
}
