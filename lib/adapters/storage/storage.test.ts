import { mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { localFolderStorage } from "@/lib/adapters/storage/local-folder";
import { isStorageKey, type Storage } from "@/lib/adapters/storage/port";
import { s3Storage } from "@/lib/adapters/storage/s3";
import { UnavailableError } from "@/lib/platform/errors";
import { memoryStorage } from "@/lib/testing/memory-storage";
import { type S3Server, startS3Server } from "@/lib/testing/s3-server";

/* One contract for every storage, the one that tests use included. */

type Opened = { storage: Storage; breakDown(): Promise<void>; close(): Promise<void> };

function s3At(server: S3Server) {
  return s3Storage({
    bucket: "pictures",
    region: "eu-central-1",
    endpoint: server.url,
    accessKeyId: "key",
    secretAccessKey: "secret",
    forcePathStyle: true,
  });
}

const ADAPTERS: Record<string, () => Promise<Opened>> = {
  "local folder": async () => {
    const folder = path.join(mkdtempSync(path.join(tmpdir(), "storage-")), "files");
    return {
      storage: localFolderStorage(folder),
      async breakDown() {
        rmSync(folder, { recursive: true, force: true });
        symlinkSync(folder, folder);
      },
      async close() {
        rmSync(path.dirname(folder), { recursive: true, force: true });
      },
    };
  },
  "S3, which answers 500 when it breaks down": async () => {
    const server = await startS3Server();
    return {
      storage: s3At(server),
      async breakDown() {
        server.failWith = 500;
      },
      close: () => server.close(),
    };
  },
  "S3, which is gone when it breaks down": async () => {
    const server = await startS3Server();
    return { storage: s3At(server), breakDown: () => server.close(), close: () => server.close() };
  },
  memory: async () => {
    const storage = memoryStorage();
    return {
      storage,
      async breakDown() {
        for (const call of ["put", "find", "remove"] as const) storage.failing.add(call);
      },
      async close() {},
    };
  },
};

const bytes = (...values: number[]) => new Uint8Array(values);
const file = { bytes: bytes(0, 255, 10, 13, 0), contentType: "image/webp" };
const KEY = "avatars/0123456789abcdef.webp";

describe.each(Object.entries(ADAPTERS))("%s", (_name, open) => {
  let opened: Opened;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());

  test("gives back the very bytes and their type", async () => {
    await opened.storage.put(KEY, file);
    expect(await opened.storage.find(KEY)).toEqual(file);
  });

  test("keeps a megabyte as well as nothing", async () => {
    const large = new Uint8Array(1024 * 1024).map((_, index) => index % 251);
    await opened.storage.put(KEY, { ...file, bytes: large });
    // Compared at one go: matchers look at a million elements one by one.
    expect(Buffer.from((await opened.storage.find(KEY))?.bytes ?? []).equals(large)).toBe(true);
    await opened.storage.put("avatars/empty.webp", { ...file, bytes: bytes() });
    expect((await opened.storage.find("avatars/empty.webp"))?.bytes).toHaveLength(0);
  });

  test("keeps files apart", async () => {
    await opened.storage.put("avatars/one.webp", { ...file, bytes: bytes(1) });
    await opened.storage.put("avatars/two.webp", { ...file, bytes: bytes(2) });
    expect((await opened.storage.find("avatars/one.webp"))?.bytes).toEqual(bytes(1));
  });

  test("has nothing under a key that was never used, was removed, or is a part of another", async () => {
    await opened.storage.put(KEY, file);
    expect(await opened.storage.find("avatars/other.webp")).toBeNull();
    expect(await opened.storage.find("avatars")).toBeNull();
    expect(await opened.storage.find(`${KEY}/below`)).toBeNull();
    await opened.storage.remove(KEY);
    expect(await opened.storage.find(KEY)).toBeNull();
  });

  test("removes what is not there without complaint", async () => {
    await opened.storage.remove(KEY);
  });

  test("refuses what is no key, before it touches anything", async () => {
    for (const key of ["../secret", "/etc/passwd", "", "a//b", "a/./b", "A", "a b", "a\u0000b", "x".repeat(201)]) {
      expect(isStorageKey(key)).toBe(false);
      await expect(opened.storage.put(key, file)).rejects.toThrow("Not a storage key.");
      await expect(opened.storage.find(key)).rejects.toThrow("Not a storage key.");
      await expect(opened.storage.remove(key)).rejects.toThrow("Not a storage key.");
    }
  });

  test("says that it is unavailable when it is", async () => {
    await opened.storage.put(KEY, file);
    await opened.breakDown();
    await expect(opened.storage.put("avatars/new.webp", file)).rejects.toBeInstanceOf(UnavailableError);
    await expect(opened.storage.find(KEY)).rejects.toBeInstanceOf(UnavailableError);
    await expect(opened.storage.remove(KEY)).rejects.toBeInstanceOf(UnavailableError);
  });
});

describe("local folder", () => {
  test("leaves no half-written file behind when writing fails", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "storage-"));
    const storage = localFolderStorage(folder);
    await storage.put("avatars/taken.webp/below.webp", file);
    await expect(storage.put("avatars/taken.webp", file)).rejects.toBeInstanceOf(UnavailableError);
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual([
      "avatars",
      "avatars/taken.webp",
      "avatars/taken.webp/below.webp",
    ]);
    rmSync(folder, { recursive: true });
  });
});

describe("S3", () => {
  test("writes under the key in the bucket, with its type", async () => {
    const server = await startS3Server();
    await s3At(server).put(KEY, file);
    expect([...server.objects.keys()]).toEqual([`pictures/${KEY}`]);
    expect(server.objects.get(`pictures/${KEY}`)?.type).toBe("image/webp");
    await server.close();
  });
});
