import { rmSync } from "node:fs";
import { expect, test } from "@playwright/test";
import getPort from "get-port";
import { credentialsOf } from "@/e2e/journey";
import { ended, killShop, launchShop, newFolder, signInAt, startShop } from "@/e2e/own-server";

const WRITES_BEFORE_THE_KILL = 40;

test("a server killed under load has every acknowledged write after the restart", async () => {
  test.setTimeout(120_000);
  const folder = newFolder();
  const port = await getPort();
  const shop = `http://localhost:${port}`;
  let server = await startShop(port, folder);
  try {
    const headers = await signInAt(shop, credentialsOf("survivor"));
    let acknowledged = 0;
    let killed = false;
    const kill = () => {
      killed = true;
      server.kill("SIGKILL");
    };
    while (!killed) {
      const next = acknowledged + 1;
      const writing = fetch(`${shop}/users/profile/`, {
        method: "PATCH",
        headers,
        body: JSON.stringify({ first_name: `Write ${next}`, sms_allowed: next % 2 === 0 }),
      });
      if (next > WRITES_BEFORE_THE_KILL) kill();
      const answer = await writing.catch(() => null);
      if (answer?.status === 200) acknowledged = next;
    }
    await ended(server);

    server = await startShop(port, folder);
    const profile = await (await fetch(`${shop}/users/profile/`, { headers })).json();
    const survived = Number(/^Write (\d+)$/.exec(profile.first_name)?.[1]);
    // The one write that was under way may have been committed without its answer coming back; none is half there.
    expect([acknowledged, acknowledged + 1]).toContain(survived);
    expect(survived).toBeGreaterThanOrEqual(WRITES_BEFORE_THE_KILL);
    expect(profile.sms_allowed).toBe(survived % 2 === 0);
  } finally {
    await killShop(server);
    rmSync(folder, { recursive: true, force: true });
  }
});

test("a second process on the same database folder refuses to start and says why", async () => {
  test.setTimeout(120_000);
  const folder = newFolder();
  const first = await startShop(await getPort(), folder);
  try {
    const second = launchShop(await getPort(), folder);
    let said = "";
    second.stderr?.on("data", (chunk) => {
      said += chunk;
    });
    expect(await ended(second)).toBe(1);
    expect(said).toContain("Another process uses the database");
  } finally {
    await killShop(first);
    rmSync(folder, { recursive: true, force: true });
  }
});
