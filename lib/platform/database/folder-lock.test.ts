import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FolderLockedError, lockFolder } from "@/lib/platform/database/folder-lock";

let folder: string;
let child: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "lock-"));
});
afterEach(() => {
  child?.kill("SIGKILL");
  child = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const PROGRAM = `
  const { lockFolder } = await import(process.argv[1]);
  await lockFolder(process.argv[2]).then(() => console.log("locked"), (error) => console.log(error.name));
  setInterval(() => {}, 1_000_000);
`;

/** Another process that asks for the lock and stays alive; what it said. */
async function lockInAnotherProcess(): Promise<{ said: string; process: ChildProcess }> {
  const module = path.resolve("lib/platform/database/folder-lock.ts");
  const args = ["--import", "tsx", "--input-type=module", "-e", PROGRAM, module, folder];
  const started = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  child = started;
  const [said] = await once(started.stdout, "data");
  return { said: String(said).trim(), process: started };
}

/** What a killed holder leaves behind: its socket, at which nobody listens. */
async function leaveDeadLock(): Promise<void> {
  const elsewhere = path.join(folder, "dead.sock");
  const server = createServer().listen(elsewhere);
  await once(server, "listening");
  renameSync(elsewhere, path.join(folder, "lock.sock"));
  server.close();
  await once(server, "close");
  expect(existsSync(path.join(folder, "lock.sock"))).toBe(true);
}

describe("a folder in use", () => {
  test("is refused to a second holder, in the same process and in another, and the message names it", async () => {
    const unlock = await lockFolder(folder);
    const refusal = await lockFolder(folder).catch((error) => error);
    expect(refusal).toBeInstanceOf(FolderLockedError);
    expect(refusal.message).toContain(folder);
    expect((await lockInAnotherProcess()).said).toBe("FolderLockedError");
    await unlock();
  });

  test("is free again when it was given back, as often as one likes", async () => {
    for (let turn = 0; turn < 3; turn++) await (await lockFolder(folder))();
  });

  test("does not keep anybody from another folder", async () => {
    const other = mkdtempSync(path.join(tmpdir(), "lock-"));
    const unlocks = [await lockFolder(folder), await lockFolder(other)];
    for (const unlock of unlocks) await unlock();
  });
});

describe("a killed holder", () => {
  test("loses the lock at once: the next one takes it over, and holds it", async () => {
    const { said, process: holder } = await lockInAnotherProcess();
    expect(said).toBe("locked");
    await expect(lockFolder(folder)).rejects.toBeInstanceOf(FolderLockedError);
    holder.kill("SIGKILL");
    await once(holder, "exit");
    const unlock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toBeInstanceOf(FolderLockedError);
    await unlock();
  });

  test("of several who want to take over, exactly one gets it", async () => {
    for (let round = 0; round < 20; round++) {
      await leaveDeadLock();
      const racers = await Promise.allSettled(Array.from({ length: 6 }, () => lockFolder(folder)));
      const winners = racers.filter((racer) => racer.status === "fulfilled");
      expect(winners).toHaveLength(1);
      for (const racer of racers) {
        if (racer.status === "rejected") expect(racer.reason).toBeInstanceOf(FolderLockedError);
      }
      await expect(lockFolder(folder)).rejects.toBeInstanceOf(FolderLockedError);
      await winners[0]?.value();
    }
  });
});
