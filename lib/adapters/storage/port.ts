import { isMarked } from "@/lib/platform/errors";

/*
 * Where uploaded files live. Adapters: a local folder (default) and anything that speaks S3.
 */

export type StoredFile = { bytes: Uint8Array<ArrayBuffer>; contentType: string };

export type Storage = {
  /**
   * Writes a file under a new key, completely or not at all.
   * @param key path-like, `[a-z0-9/.-]`, chosen by us and never by a user
   * @throws StorageUnavailableError when it cannot be written (disk full, service down)
   */
  put(key: string, file: StoredFile): Promise<void>;
  /** The file, or null when there is none. @throws StorageUnavailableError */
  find(key: string): Promise<StoredFile | null>;
  /** Removes the file; one that is not there is fine. @throws StorageUnavailableError */
  remove(key: string): Promise<void>;
};

const STORAGE_UNAVAILABLE = Symbol.for("storefront.StorageUnavailableError");

/** The storage cannot serve now; the caller keeps what it had. */
export class StorageUnavailableError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isMarked(value, STORAGE_UNAVAILABLE);
  }

  readonly [STORAGE_UNAVAILABLE] = true;

  constructor(cause: unknown) {
    super("The file storage is not available.", { cause });
    this.name = "StorageUnavailableError";
  }
}

const KEY = /^[a-z0-9]+(?:[/.-][a-z0-9]+)*$/;

/** Whether a text has the form of a storage key: no empty, dotted or absolute path parts. */
export function isStorageKey(key: string): boolean {
  return key.length <= 200 && KEY.test(key);
}
