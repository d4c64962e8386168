import { spawn } from "node:child_process";

/** How a program ended, and what it printed. */
export type Outcome = { code: number | null; said: string };

/** Runs one of our TypeScript programs as a person does, in demo mode and with nothing else in its environment. */
export function runScript(file: string, words: string[], variables: Record<string, string>): Promise<Outcome> {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, ["--import", "tsx", file, ...words], {
    env: { PATH, HOME, NODE_ENV: "test", APP_MODE: "demo", ...variables },
  });
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += chunk;
  });
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, said })));
}
