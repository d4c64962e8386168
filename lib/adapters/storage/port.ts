/*
 * Where uploaded files live. Adapters: a local folder (default) and anything that speaks S3.
 */

export type StoredFile = { bytes: Uint8Array<ArrayBuffer>; contentType: string };

export type Storage = {
  /**
   * Writes a file under a new key, completely or not at all.
   * @param key path-like, `[a-z0-9/.-]`, chosen by us and never by a user
   * @throws UnavailableError when it cannot be written (disk full, service down)
   */
  put(key: string, file: StoredFile): Promise<void>;
  /** The file, or null when there is none. @throws UnavailableError */
  find(key: string): Promise<StoredFile | null>;
  /** Removes the file; one that is not there is fine. @throws UnavailableError */
  remove(key: string): Promise<void>;
};

const KEY = /^[a-z0-9]+(?:[/.-][a-z0-9]+)*$/;

/** Whether a text has the form of a storage key: no empty, dotted or absolute path parts. */
export function isStorageKey(key: string): boolean {
  return key.length <= 200 && KEY.test(key);
}
