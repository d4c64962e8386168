import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline";
import getPort from "get-port";
import { vi } from "vitest";
import { httpLoyalty } from "@/lib/adapters/loyalty-provider/http";
import {
  CONTACT,
  type OpenProgramme,
  PROGRAMMES,
  type ProgrammeKind,
  voucherifyAt,
} from "@/lib/testing/loyalty-providers";
import { startVoucherifyServer } from "@/lib/testing/voucherify-server";

/* What the contract of loyalty programmes is tested with: ours, and those by docs/loyalty-http.md whose code is not. */

const PYTHON_PROGRAMME = "examples/loyalty-programme/programme.py";

/**
 * All of them, the example in Python too where that is at hand; with LOYALTY_PROGRAMME_URL, the one that it names alone.
 * With VOUCHERIFY_OPENAPI, a file with the vendor's description, Voucherify comes a second time with Prism in between,
 * which answers a request or an answer that the description does not allow with an error.
 */
export function everyProgramme(): Record<string, ProgrammeKind> {
  const elsewhere = programmeElsewhere();
  if (elsewhere) return { "the programme at LOYALTY_PROGRAMME_URL": elsewhere };
  const python = pythonProgramme();
  const ours = { ...PROGRAMMES, ...(python && { "http, in Python": python }) };
  const description = process.env.VOUCHERIFY_OPENAPI;
  if (!description) return ours;
  let started: ReturnType<typeof startDescribed> | undefined;
  const described: ProgrammeKind = {
    findsPhones: false,
    async open() {
      started ??= startDescribed(description);
      const { server, baseUrl } = await started;
      return { ...voucherifyAt(server, baseUrl), close: async () => {} };
    },
    end: async () => (await started)?.end(),
  };
  return { ...ours, "Voucherify by its own description": described };
}

/** One for all tests: Prism takes a second to start, and keeps its connections. */
async function startDescribed(description: string) {
  const server = await startVoucherifyServer();
  const port = await getPort();
  const args = ["-y", "@stoplight/prism-cli@5.14.2", "proxy", "-h", "127.0.0.1", "-p", String(port), "--errors"];
  // Away from this project, in which npx would look first; in a group of its own, since npx starts others.
  const child = spawn("npx", [...args, description, server.url], { cwd: tmpdir(), detached: true, stdio: "inherit" });
  const baseUrl = `http://127.0.0.1:${port}`;
  await vi.waitFor(() => fetch(baseUrl), { timeout: 60_000, interval: 200 });
  return {
    server,
    baseUrl,
    async end() {
      if (child.pid) process.kill(-child.pid);
      await server.close();
    },
  };
}

/** The one that the environment names; null for none. */
function programmeElsewhere(): ProgrammeKind | null {
  const { LOYALTY_PROGRAMME_URL: url, LOYALTY_PROGRAMME_SECRET: secret = "" } = process.env;
  return url ? { findsPhones: true, open: async () => openForeign(url, secret) } : null;
}

/** The example in Python, for which there must be one; null without. */
function pythonProgramme(): ProgrammeKind | null {
  if (spawnSync("python3", ["--version"]).status !== 0) return null;
  const secret = "a secret of the tests, for no other programme";
  let started: ReturnType<typeof startPython> | undefined;
  return {
    findsPhones: true,
    async open() {
      started ??= startPython(secret);
      return openForeign((await started).url, secret);
    },
    end: async () => (await started)?.end(),
  };
}

async function startPython(secret: string) {
  const child = spawn("python3", [PYTHON_PROGRAMME, "--port", "0"], {
    env: { ...process.env, LOYALTY_PROGRAMME_SECRET: secret },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line]: string[] = await once(createInterface(child.stdout), "line");
  return {
    url: String(line?.replace("listening on ", "")),
    async end() {
      child.kill();
      await once(child, "exit");
    },
  };
}

function openForeign(url: string, secret: string): OpenProgramme {
  const provider = httpLoyalty({ baseUrl: `${url}/`, secret, fields: {}, contact: CONTACT });
  const environment = "FOREIGN_LOYALTY_SECRET";
  return {
    provider,
    count: async (email) =>
      (await provider.search({ phone: null, email }, { signal: AbortSignal.timeout(5000) })).length,
    async addPoints(accountNumber, points) {
      const body = JSON.stringify({ account_number: accountNumber, points });
      const response = await fetch(`${url}/_control`, { method: "POST", body });
      if (!response.ok) throw new Error(`POST ${url}/_control was answered ${response.status}.`);
    },
    setting: { provider: "http", base_url: url, secret: { env: environment } },
    environment: { [environment]: secret },
    async close() {},
  };
}
