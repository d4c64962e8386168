/* Where uploaded files live; one contract test covers every adapter. */

export type StoredFile = { bytes: Uint8Array<ArrayBuffer>; contentType: string };

export type Storage = {
  /**
   * Writes a file completely or not at all. @param key path-like, `[a-z0-9/.-]`, never chosen by a user
   * @throws UnavailableError
   */
  put(key: string, file: StoredFile): Promise<void>;
  /** @throws UnavailableError */
  find(key: string): Promise<StoredFile | null>;
  /** A file that is not there is fine. @throws UnavailableError */
  remove(key: string): Promise<void>;
};

const KEY = /^[a-z0-9]+(?:[/.-][a-z0-9]+)*$/;

/** Whether a text has the form of a storage key: no empty, dotted or absolute path parts. */
export function isStorageKey(key: string): boolean {
  return key.length <= 200 && KEY.test(key);
}
