import path from "node:path";
import { run } from "@/scripts/prepare.mjs";

/* An application of Next's with one page, which says two words: what no page on the same machine can outdo. */

export const EMPTY_FOLDER = path.resolve("bench/empty-page");
export const NEXT = path.resolve("node_modules/next/dist/bin/next");

export async function buildEmptyPage(): Promise<void> {
  await run(process.execPath, [NEXT, "build", EMPTY_FOLDER], { quiet: true });
}
