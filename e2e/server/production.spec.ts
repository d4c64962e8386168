import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { expect, test } from "@playwright/test";
import getPort from "get-port";
import { createDataFolder, killServer, launchInProduction, waitForExit, waitUntilOpen } from "@/e2e/fixtures/server";
import { DEMO_PASSWORD } from "@/lib/demo-accounts";
import { findPostgres, startPostgres } from "@/scripts/postgres.mjs";

/* The store as it starts in production: on a PostgreSQL server, with secrets of its own, without anything of the demo. */

test("in production there is no outbox, no gallery and no demo account, and the rest is there", async () => {
  // The handlers' own tests say the same of the API wherever they run; the page and the start need a server.
  test.skip(findPostgres() === null, "PostgreSQL's server programs are not installed");
  const postgres = await startPostgres();
  const folder = createDataFolder();
  const port = await getPort();
  const shop = `http://localhost:${port}`;
  const server = launchInProduction(port, { databaseUrl: postgres?.url ?? "", folder });
  try {
    await waitUntilOpen(server);
    for (const place of ["/login", "/csrf_token/", "/api/csrf_token"]) {
      expect([place, (await fetch(`${shop}${place}`)).status]).toEqual([place, 200]);
    }
    for (const place of ["/dev/outbox", "/dev/outbox?to=5551234567", "/dev/gallery", "/dev/gallery?theme=dark"]) {
      expect([place, (await fetch(`${shop}${place}`)).status]).toEqual([place, 404]);
    }
    for (const place of ["/api/dev/outbox", "/api/dev/outbox/", "/api/dev/outbox?to=5551234567"]) {
      const answer = await fetch(`${shop}${place}`);
      expect([place, answer.status, await answer.json()]).toEqual([
        place,
        404,
        { detail: "Not found.", code: "not_found" },
      ]);
    }
    const worlds = await fetch(`${shop}/api/dev/worlds`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    expect([worlds.status, (await worlds.json()).code]).toEqual([404, "not_found"]);
    const named = await fetch(`${shop}/csrf_token/`, { headers: { "x-world": "0123456789ab", cookie: "world=x" } });
    expect([named.status, named.headers.get("x-world")]).toEqual([200, null]);
    for (const place of ["/", "/docs", "/api/openapi.json"]) {
      const page = await (await fetch(`${shop}${place}`)).text();
      for (const word of [DEMO_PASSWORD, "john.new@example.com", "dev/outbox", "dev/gallery"])
        expect(page).not.toContain(word);
    }
    const signIn = await fetch(`${shop}/users/login/`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: "john.doe@example.com", password: DEMO_PASSWORD }),
    });
    expect(signIn.status).toBe(400);
  } finally {
    await killServer(server);
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

test("production does not start by `next start`, which would believe every client's address", async () => {
  const { PATH, HOME } = process.env;
  const next = spawn(
    process.execPath,
    ["node_modules/next/dist/bin/next", "start", "--port", String(await getPort())],
    {
      env: {
        ...{ PATH, HOME, NODE_ENV: "production", DATABASE_URL: "postgresql://shop@127.0.0.1:1/shop" },
        ...{ APP_URL: "https://shop.test", APP_SECRET: randomBytes(32).toString("hex") },
        ...{ SMS_PROVIDER: "none", MAIL_PROVIDER: "none" },
      },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  let said = "";
  next.stderr?.on("data", (chunk) => {
    said += chunk;
  });
  expect(await waitForExit(next)).toBe(1);
  expect(said).toContain("start production by `npm start`");
});
