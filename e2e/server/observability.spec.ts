import { rmSync } from "node:fs";
import { expect, test } from "@playwright/test";
import getPort from "get-port";
import { createDataFolder, killServer, launchInProduction, waitUntilOpen } from "@/e2e/fixtures/server";
import { findPostgres, startPostgres } from "@/scripts/postgres.mjs";

/* What an operator sees of a store in production: probes, metrics, and a log in one format, also without a database. */

test("probes, metrics and the log tell of a database that is away, in lines that do not grow with the requests", async () => {
  test.skip(findPostgres() === null, "PostgreSQL's server programs are not installed");
  let postgres = await startPostgres();
  const folder = createDataFolder();
  const [port, metricsPort] = [await getPort(), await getPort()];
  const shop = `http://localhost:${port}`;
  const settings = { METRICS_PORT: String(metricsPort) };
  const server = launchInProduction(port, { databaseUrl: postgres?.url ?? "", folder, settings });
  let printed = "";
  for (const stream of [server.stdout, server.stderr]) {
    stream?.on("data", (chunk) => {
      printed += chunk;
    });
  }
  const lines = () => printed.split("\n").filter(Boolean);
  const scrape = async () => (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  const readiness = async () => {
    const answer = await fetch(`${shop}/api/health/ready`);
    return [answer.status, (await answer.json()).failing];
  };
  try {
    await waitUntilOpen(server);
    expect(await readiness()).toEqual([200, []]);
    const file = /\/_next\/static\/[^"]+\.js/.exec(await (await fetch(`${shop}/login`)).text())?.[0] ?? "";
    for (const place of ["/login", file, "/metrics", "/csrf_token/"]) {
      const answer = await fetch(shop + place, { headers: { "x-request-id": "trace-1" } });
      expect([place, answer.headers.get("x-request-id")]).toEqual([place, "trace-1"]);
      if (place === "/metrics") expect(answer.status).toBe(404);
    }
    const before = await scrape();
    for (const route of ["pages", "files", "/api/csrf_token", "/api/health/ready"]) {
      expect(before).toContain(`storefront_http_request_duration_seconds_count{route="${route}",method="GET"`);
    }
    expect(before).toContain("storefront_database_up 1\n");
    expect(before).toContain("nodejs_eventloop_lag_p99_seconds");

    await postgres?.stop();
    postgres = null;
    const headers = { cookie: `osessionid=${"0".repeat(64)}` };
    for (let each = 0; each < 30; each++) {
      expect((await fetch(`${shop}/users/profile/`, { headers })).status).toBe(503);
    }
    for (let each = 0; each < 5; each++) await fetch(`${shop}/account`, { headers });
    expect(await readiness()).toEqual([503, ["database"]]);
    expect((await fetch(`${shop}/api/health/live`)).status).toBe(200);
    const after = await scrape();
    expect(after).toContain("storefront_database_up 0\n");
    expect(after).toContain('storefront_unavailable_total{missing="database_lost"} 30\n');

    const told = lines().map((line) => JSON.parse(line));
    const warnings = told.filter(({ level }) => level >= 40).map(({ msg }) => msg);
    expect(warnings).toEqual([expect.stringMatching(/^uploads stay on this host/), "database is away"]);
  } finally {
    await killServer(server);
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
