import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { isStorageKey, type Storage } from "@/lib/adapters/storage/port";
import { UnavailableError } from "@/lib/platform/errors";

const CONTENT_TYPES: Record<string, string> = { ".webp": "image/webp", ".json": "application/json" };

/** What the system says of a path where no file is: nothing, a folder, or something below a file. */
const NO_FILE: ReadonlySet<unknown> = new Set(["ENOENT", "EISDIR", "ENOTDIR"]);

/** The content type follows from the key's ending. */
export function localFolderStorage(folder: string): Storage {
  const root = path.resolve(folder);
  const pathOf = (key: string) => {
    if (!isStorageKey(key)) throw new Error("Not a storage key.");
    return path.join(root, key);
  };
  return {
    async put(key, file) {
      const target = pathOf(key);
      const partial = `${target}.${randomBytes(6).toString("hex")}.partial`;
      try {
        await mkdir(path.dirname(target), { recursive: true });
        await writeFile(partial, file.bytes, { flush: true });
        await rename(partial, target);
      } catch (error) {
        await rm(partial, { force: true }).catch(() => {});
        throw new UnavailableError(error);
      }
    },
    async find(key) {
      const file = pathOf(key);
      try {
        const bytes = new Uint8Array(await readFile(file));
        return { bytes, contentType: CONTENT_TYPES[path.extname(file)] ?? "application/octet-stream" };
      } catch (error) {
        if (error instanceof Error && "code" in error && NO_FILE.has(error.code)) return null;
        throw new UnavailableError(error);
      }
    },
    async remove(key) {
      const file = pathOf(key);
      try {
        await rm(file, { force: true });
      } catch (error) {
        throw new UnavailableError(error);
      }
    },
  };
}
