import { mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { localFolderStorage } from "@/lib/adapters/storage/local-folder";
import { isStorageKey, type Storage } from "@/lib/adapters/storage/port";
import { s3Storage } from "@/lib/adapters/storage/s3";
import { UnavailableError } from "@/lib/platform/errors";
import { memoryStorage } from "@/lib/testing/memory-storage";
import { startS3Server } from "@/lib/testing/s3-server";

/* One contract for every storage, the one that tests use included. */

type Opened = { storage: Storage; breakDown(): void };

async function openS3() {
  const server = await startS3Server();
  onTestFinished(() => server.close());
  const storage = s3Storage({
    bucket: "pictures",
    region: "eu-central-1",
    endpoint: server.url,
    accessKeyId: "key",
    secretAccessKey: "secret",
    forcePathStyle: true,
  });
  return { server, storage };
}

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "storage-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const ADAPTERS: Record<string, () => Opened | Promise<Opened>> = {
  "a local folder": () => {
    const folder = path.join(newFolder(), "files");
    return {
      storage: localFolderStorage(folder),
      breakDown() {
        rmSync(folder, { recursive: true, force: true });
        symlinkSync(folder, folder);
      },
    };
  },
  S3: async () => {
    const { server, storage } = await openS3();
    return { storage, breakDown: () => server.plant({ fault: "error" }) };
  },
  memory: () => {
    const storage = memoryStorage();
    return {
      storage,
      breakDown() {
        for (const call of ["put", "find", "remove"] as const) storage.failing.add(call);
      },
    };
  },
};

const file = { bytes: new Uint8Array([0, 255, 10, 13, 0]), contentType: "image/webp" };
const KEY = "avatars/0123456789abcdef.webp";

async function expectUnavailable(storage: Storage) {
  await expect(storage.put("avatars/new.webp", file)).rejects.toBeInstanceOf(UnavailableError);
  await expect(storage.find(KEY)).rejects.toBeInstanceOf(UnavailableError);
  await expect(storage.remove(KEY)).rejects.toBeInstanceOf(UnavailableError);
}

describe.each(Object.entries(ADAPTERS))("%s", (_name, open) => {
  let opened: Opened;
  let storage: Storage;
  beforeEach(async () => {
    opened = await open();
    storage = opened.storage;
  });

  test("returns the very bytes of each file, and its type", async () => {
    const large = new Uint8Array(1024 * 1024).map((_, index) => index % 251);
    await storage.put(KEY, file);
    await storage.put("avatars/large.webp", { ...file, bytes: large });
    await storage.put("avatars/empty.webp", { ...file, bytes: new Uint8Array() });
    expect(await storage.find(KEY)).toEqual(file);
    // Compared at one go: matchers look at a million elements one by one.
    expect(Buffer.from((await storage.find("avatars/large.webp"))?.bytes ?? []).equals(large)).toBe(true);
    expect((await storage.find("avatars/empty.webp"))?.bytes).toHaveLength(0);
  });

  test("has nothing under a key that was never used, was removed, or is a part of another", async () => {
    await storage.put(KEY, file);
    for (const key of ["avatars/other.webp", "avatars", `${KEY}/below`]) expect(await storage.find(key)).toBeNull();
    await storage.remove(KEY);
    expect(await storage.find(KEY)).toBeNull();
    await storage.remove(KEY);
  });

  test.each(["../secret", "/etc/passwd", "", "a//b", "a/./b", "A", "a b", "a\u0000b", "x".repeat(201)])(
    "rejects the key %j before it touches anything",
    async (key) => {
      expect(isStorageKey(key)).toBe(false);
      for (const call of [() => storage.put(key, file), () => storage.find(key), () => storage.remove(key)]) {
        await expect(call()).rejects.toThrow("Not a storage key.");
      }
    },
  );

  test("is unavailable when it breaks down", async () => {
    await storage.put(KEY, file);
    opened.breakDown();
    await expectUnavailable(storage);
  });
});

test("a local folder keeps no half-written file when writing fails", async () => {
  const folder = newFolder();
  const storage = localFolderStorage(folder);
  await storage.put("avatars/taken.webp/below.webp", file);
  await expect(storage.put("avatars/taken.webp", file)).rejects.toBeInstanceOf(UnavailableError);
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual([
    ...["avatars", "avatars/taken.webp", "avatars/taken.webp/below.webp"],
  ]);
});

test("S3 has the file under its key in the bucket, with its type, and is unavailable when it is gone", async () => {
  const { server, storage } = await openS3();
  await storage.put(KEY, file);
  expect([...server.objects]).toMatchObject([[`pictures/${KEY}`, { type: "image/webp" }]]);
  await server.close();
  await expectUnavailable(storage);
});
