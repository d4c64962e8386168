import { mkdirSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { lockFolder } from "@/lib/platform/database/folder-lock";

/**
 * Opens PostgreSQL inside this process (PGlite). @param folder created when missing; `memory://` for no folder
 * @throws FolderLockedError when another process has the folder
 */
export async function openEmbeddedDatabase(folder: string): Promise<{ pglite: PGlite; unlock: () => Promise<void> }> {
  if (folder.startsWith("memory://")) return { pglite: await PGlite.create(), unlock: async () => {} };
  mkdirSync(folder, { recursive: true });
  const unlock = await lockFolder(folder);
  try {
    return { pglite: await PGlite.create({ dataDir: `${folder}/files` }), unlock };
  } catch (error) {
    await unlock();
    throw error;
  }
}
