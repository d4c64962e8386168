import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";
import autocannon from "autocannon";
import getPort from "get-port";
import { createDataFolder, killServer, startServer, waitForExit } from "@/e2e/fixtures/server";

/* Two instances behind nginx, which keeps connections to them and knows nothing of their health. */

test.skip(spawnSync("nginx", ["-v"]).error !== undefined, "nginx is not installed");

test("one of two instances stops under load, and no request fails: neither a read nor a write", async () => {
  const folders = [createDataFolder(), createDataFolder()];
  const ports = [await getPort(), await getPort(), await getPort()] as const;
  const servers = await Promise.all(
    folders.map((folder, index) => startServer(ports[index] ?? 0, folder, { DRAIN_SECONDS: "3" })),
  );
  const nginx = startNginx(folders[0] ?? "", ports[2], ports.slice(0, 2));
  try {
    const origin = `http://127.0.0.1:${ports[2]}`;
    await expect.poll(() => fetch(`${origin}/csrf_token/`).then(({ status }) => status, String)).toBe(200);
    const load = autocannon({
      url: origin,
      connections: 40,
      duration: 12,
      requests: [
        { method: "GET", path: "/csrf_token/" },
        // A write that changes nothing: what nginx may not send twice.
        { method: "POST", path: "/users/login/", headers: { "content-type": "application/json" }, body: "{}" },
      ],
    });
    await expect.poll(() => fetch(`${origin}/csrf_token/`).then(({ status }) => status, String)).toBe(200);
    servers[0]?.kill("SIGTERM");
    const { statusCodeStats, errors, timeouts } = await load;
    expect(servers[0]?.exitCode).toBe(0);
    expect({ statuses: Object.keys(statusCodeStats ?? {}), errors, timeouts }).toEqual({
      statuses: ["200", "400"],
      errors: 0,
      timeouts: 0,
    });
  } finally {
    nginx.kill("SIGTERM");
    await waitForExit(nginx);
    await Promise.all(servers.map(killServer));
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
});

function startNginx(folder: string, port: number, upstreams: readonly number[]): ChildProcess {
  mkdirSync(path.join(folder, "nginx"));
  const file = path.join(folder, "nginx", "nginx.conf");
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${kind};`);
  writeFileSync(
    file,
    `daemon off; pid nginx.pid; error_log stderr crit; worker_processes 1;
    events { worker_connections 1024; }
    http {
      access_log off; ${temporary.join(" ")}
      upstream store { ${upstreams.map((upstream) => `server 127.0.0.1:${upstream} max_fails=0;`).join(" ")} keepalive 64; }
      server {
        listen 127.0.0.1:${port};
        location / { proxy_pass http://store; proxy_http_version 1.1; proxy_set_header Connection ""; }
      }
    }`,
  );
  return spawn("nginx", ["-p", path.join(folder, "nginx"), "-c", file], { stdio: ["ignore", "inherit", "inherit"] });
}
