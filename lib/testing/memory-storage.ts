import { isStorageKey, type Storage, type StoredFile } from "@/lib/adapters/storage/port";
import { UnavailableError } from "@/lib/platform/errors";

/** A storage in memory that can fail at will; it passes the port's contract test. */
export type MemoryStorage = Storage & {
  files: Map<string, StoredFile>;
  /** Which calls fail as a full disk or a lost network would make them. */
  failing: Set<"put" | "find" | "remove">;
};

/** An empty storage in which nothing fails yet. */
export function memoryStorage(): MemoryStorage {
  const files = new Map<string, StoredFile>();
  const failing: MemoryStorage["failing"] = new Set();
  const check = (call: "put" | "find" | "remove", key: string) => {
    if (!isStorageKey(key)) throw new Error("Not a storage key.");
    if (failing.has(call)) throw new UnavailableError(new Error("planted by the test"));
  };
  return {
    files,
    failing,
    async put(key, file) {
      check("put", key);
      files.set(key, { ...file, bytes: file.bytes.slice() });
    },
    async find(key) {
      check("find", key);
      return files.get(key) ?? null;
    },
    async remove(key) {
      check("remove", key);
      files.delete(key);
    },
  };
}
