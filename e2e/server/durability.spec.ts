import { rmSync } from "node:fs";
import { expect, test } from "@playwright/test";
import getPort from "get-port";
import { createDataFolder, killServer, launchServer, signInAt, startServer, waitForExit } from "@/e2e/fixtures/server";
import { credentialsOf } from "@/e2e/fixtures/test";

const WRITES_BEFORE_THE_KILL = 40;

test("a server killed under load has every acknowledged write after the restart, and its folder to itself", async () => {
  const folder = createDataFolder();
  const port = await getPort();
  const profile = `http://localhost:${port}/users/profile/`;
  let server = await startServer(port, folder);
  try {
    const headers = await signInAt(`http://localhost:${port}`, credentialsOf("survivor"));
    let acknowledged = 0;
    let isKilled = false;
    while (!isKilled) {
      const next = acknowledged + 1;
      const body = JSON.stringify({ first_name: `Write ${next}`, sms_allowed: next % 2 === 0 });
      const writing = fetch(profile, { method: "PATCH", headers, body });
      if (next > WRITES_BEFORE_THE_KILL) isKilled = server.kill("SIGKILL");
      const response = await writing.catch(() => null);
      if (response?.status === 200) acknowledged = next;
    }
    await waitForExit(server);

    server = await startServer(port, folder);
    const kept = await (await fetch(profile, { headers })).json();
    const survived = Number(/^Write (\d+)$/.exec(kept.first_name)?.[1]);
    // The write in flight may be committed without its response having arrived; none is half there.
    expect([acknowledged, acknowledged + 1]).toContain(survived);
    expect(survived).toBeGreaterThanOrEqual(WRITES_BEFORE_THE_KILL);
    expect(kept.sms_allowed).toBe(survived % 2 === 0);

    const second = launchServer(await getPort(), folder);
    let printed = "";
    second.stderr?.on("data", (chunk) => {
      printed += chunk;
    });
    expect(await waitForExit(second)).toBe(1);
    expect(printed).toContain("Another process uses the database");
  } finally {
    await killServer(server);
    rmSync(folder, { recursive: true, force: true });
  }
});
