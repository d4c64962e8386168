import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { FolderLockedError, lockFolder } from "@/lib/platform/database/folder-lock";

let folder: string;
beforeEach(() => {
  folder = newFolder();
});

function newFolder(): string {
  const made = mkdtempSync(path.join(tmpdir(), "lock-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

const PROGRAM = `
  const { lockFolder } = await import(process.argv[1]);
  await lockFolder(process.argv[2]).then(() => console.log("locked"), (error) => console.log(error.name));
  setInterval(() => {}, 1_000_000);
`;

/** Another process that asks for the lock and stays alive; what it said. */
async function lockInAnotherProcess() {
  const module = path.resolve("lib/platform/database/folder-lock.ts");
  const args = ["--import", "tsx", "--input-type=module", "-e", PROGRAM, module, folder];
  const holder = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void holder.kill("SIGKILL"));
  const [said] = await once(holder.stdout, "data");
  return { said: String(said).trim(), holder };
}

/** What a killed holder leaves behind: its socket, at which nobody listens. */
async function leaveDeadLock(): Promise<void> {
  const elsewhere = path.join(folder, "dead.sock");
  const server = createServer().listen(elsewhere);
  await once(server, "listening");
  renameSync(elsewhere, path.join(folder, "lock.sock"));
  await once(server.close(), "close");
  expect(existsSync(path.join(folder, "lock.sock"))).toBe(true);
}

const expectLocked = () => expect(lockFolder(folder)).rejects.toBeInstanceOf(FolderLockedError);

describe("a folder in use", () => {
  test("is refused to a second holder, in the same process and in another, by its name", async () => {
    const unlock = await lockFolder(folder);
    await expectLocked();
    await expect(lockFolder(folder)).rejects.toThrow(folder);
    expect((await lockInAnotherProcess()).said).toBe("FolderLockedError");
    await unlock();
  });

  test("is free again when it was released, as often as one likes, and keeps nobody from another folder", async () => {
    const unlock = await lockFolder(newFolder());
    for (let turn = 0; turn < 3; turn++) await (await lockFolder(folder))();
    await unlock();
  });
});

describe("a killed holder", () => {
  test("loses the lock at once: the next one takes it over, and holds it", async () => {
    const { said, holder } = await lockInAnotherProcess();
    expect(said).toBe("locked");
    await expectLocked();
    holder.kill("SIGKILL");
    await once(holder, "exit");
    const unlock = await lockFolder(folder);
    await expectLocked();
    await unlock();
  });

  test("is followed by exactly one of several who want to take over", async () => {
    for (let round = 0; round < 20; round++) {
      await leaveDeadLock();
      const racers = await Promise.allSettled(Array.from({ length: 6 }, () => lockFolder(folder)));
      const [winner, ...others] = racers.filter((racer) => racer.status === "fulfilled");
      expect(others).toEqual([]);
      const losers = racers.filter((racer) => racer.status === "rejected");
      for (const { reason } of losers) expect(reason).toBeInstanceOf(FolderLockedError);
      await expectLocked();
      await winner?.value();
    }
  });
});
