import { execFileSync } from "node:child_process";
import { mkdtempSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { openShop } from "@/e2e/faults/fixtures/shop";
import { report, skip } from "@/e2e/faults/fixtures/table";
import { picture, upload } from "@/lib/testing/images";

const FAULT = "disk full while a picture is uploaded";
const DISK_BYTES = 1024 * 1024;

test("a picture that finds the disk full is refused with 503, and the old one stays", async (context) => {
  const disk = mountDisk();
  if (!disk) return skip(context, FAULT, "run it as root on Linux, which may make a small disk (mount -t tmpfs)");
  const shop = await openShop({ settings: { STORAGE_DIR: disk.folder } });
  try {
    const [{ headers } = { headers: {} }] = shop.shoppers;
    const profile = `${shop.origins[0]}/users/profile/`;
    const send = async (format: "jpeg" | "png") => {
      const body = new FormData();
      body.append("avatar", upload(await picture(format)));
      return fetch(profile, { method: "PATCH", headers, body });
    };
    const avatarOf = async () => ((await (await fetch(profile, { headers })).json()) as { avatar: string }).avatar;
    expect((await send("jpeg")).status).toBe(200);
    const before = await avatarOf();

    disk.fill();
    const refused = await send("png");
    expect([refused.status, Number(refused.headers.get("retry-after")) > 0]).toEqual([503, true]);
    expect(await avatarOf()).toBe(before);
    expect((await fetch(before)).status).toBe(200);

    disk.empty();
    expect((await send("png")).status).toBe(200);
    expect(await avatarOf()).not.toBe(before);
    report(FAULT, { statuses: { 503: 1 }, note: "the old picture stays, and the next upload works" });
  } finally {
    await shop.close();
    disk.unmount();
  }
});

/** A disk of a megabyte; null where none can be made. */
function mountDisk() {
  const folder = mkdtempSync(path.join(tmpdir(), "storefront-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${DISK_BYTES}`, "tmpfs", folder], { stdio: "ignore" });
  } catch {
    rmdirSync(folder);
    return null;
  }
  const filling = path.join(folder, "filling");
  return {
    folder,
    fill() {
      try {
        writeFileSync(filling, Buffer.alloc(DISK_BYTES));
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
      }
    },
    empty: () => rmSync(filling),
    unmount() {
      execFileSync("umount", [folder]);
      rmdirSync(folder);
    },
  };
}
