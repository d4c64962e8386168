import { execFileSync, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, lstatSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";
import getPort from "get-port";
import { createDataFolder, killServer, waitForExit, waitUntilOpen } from "@/e2e/fixtures/server";
import { picture, upload } from "@/lib/testing/images";
import { findPostgres, startPostgres } from "@/scripts/postgres.mjs";

/* What `npm run bundle` writes is all that a host needs beside Node. */

test("the bundle runs by itself: another user, files that cannot be written, and only its settings to go by", async () => {
  // Looking for the files that each package loads takes half a minute of processor time.
  test.setTimeout(600_000);
  test.skip(findPostgres() === null, "PostgreSQL's server programs are not installed");
  const folder = createDataFolder();
  const [bundle, uploads] = [path.join(folder, "bundle"), path.join(folder, "uploads")];
  execFileSync(process.execPath, ["scripts/bundle.mjs", bundle], { stdio: "ignore" });
  expect(filesOf(bundle).filter(isOfTheBuild)).toEqual([]);
  for (const file of [...filesOf(bundle), bundle]) makeReadOnly(file);
  chmodSync(folder, 0o755);
  mkdirSync(uploads, { mode: 0o777 });
  chmodSync(uploads, 0o777);

  const postgres = await startPostgres();
  const port = await getPort();
  const shop = `http://localhost:${port}`;
  const settings = {
    NODE_ENV: "production" as const,
    APP_URL: shop,
    APP_SECRET: randomBytes(32).toString("hex"),
    DATABASE_URL: postgres?.url ?? "",
    HOST: "127.0.0.1",
    PORT: String(port),
    SMS_PROVIDER: "none",
    MAIL_PROVIDER: "none",
    STORAGE_DIR: uploads,
  };
  const asStranger = { cwd: bundle, env: settings, ...stranger() } as const;
  const runCommand = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { ...asStranger, encoding: "utf8" });
    return { status, said: `${stdout}${stderr}` };
  };
  expect(runCommand("dist/server/migrate.js")).toMatchObject({ status: 0, said: expect.stringMatching(/^Applied /) });
  const server = spawn(process.execPath, [path.join(bundle, "server.js")], { ...asStranger, cwd: "/" });
  try {
    await waitUntilOpen(server);
    for (const place of ["/", "/login", "/docs", "/api/openapi.json", "/csrf_token/", "/favicon.ico"]) {
      expect([place, (await fetch(`${shop}${place}`)).status]).toEqual([place, 200]);
    }
    const page = await (await fetch(`${shop}/login`)).text();
    const script = await fetch(`${shop}${/\/_next\/static\/[^"]+\.js/.exec(page)?.[0]}`, {
      headers: { "accept-encoding": "br" },
    });
    expect([script.status, script.headers.get("content-encoding")]).toEqual([200, "br"]);

    // By way of the packages that are no JavaScript: argon2 and sharp.
    const account = { username: "newcomer", password: "A password of 9 words" };
    const signedUp = await fetch(`${shop}/api/shop/customers/auth/pwd/signup`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(account),
    });
    expect(signedUp.status).toBe(201);
    const form = new FormData();
    form.set("avatar", upload(await picture("jpeg"), "me.jpg", "image/jpeg"));
    const changed = await fetch(`${shop}/users/profile/`, {
      method: "PATCH",
      headers: { authorization: `Token ${(await signedUp.json()).token}` },
      body: form,
    });
    expect([changed.status, (await changed.json()).avatar]).toEqual([200, expect.stringContaining(shop)]);
    expect(readdirSync(uploads)).not.toEqual([]);

    expect(runCommand("dist/server/admin.js", "settings", "list")).toMatchObject({ status: 0 });
    expect(runCommand("dist/server/seed.js")).toMatchObject({ status: 1, said: expect.stringContaining("production") });
    server.kill("SIGTERM");
    expect(await waitForExit(server)).toBe(0);
  } finally {
    await killServer(server);
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => path.join(folder, name));
}

/** Sources, and what is there to compile and check them. */
function isOfTheBuild(file: string): boolean {
  return /^(?!.*\/node_modules\/).*\.tsx?$|\/node_modules\/(?:typescript|tsx|vite|tailwindcss|vitest|@playwright|prisma)\//.test(
    file,
  );
}

function makeReadOnly(file: string): void {
  const stats = lstatSync(file);
  if (!stats.isSymbolicLink()) chmodSync(file, stats.mode & 0o555);
}

/** A user without rights, where the tests run as root. */
function stranger(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: idOf("-u"), gid: idOf("-g") };
}
