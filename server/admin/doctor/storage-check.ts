import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import path from "node:path";
import { readNewestAvatars } from "@/lib/customers/store";
import { createStorage, type Deps } from "@/lib/deps";
import type { Env } from "@/lib/platform/env";
import { doubtful, type Finding, right, wrong } from "@/server/admin/doctor/finding";

const MB = 1_000_000;
const FREE_MIN_MB = 1000;

/** How many of the newest pictures are looked for. */
const PICTURES = 20;

/** Whether the newest pictures are where this store looks for them. */
export async function checkPictures({ db, env }: Pick<Deps, "db" | "env">): Promise<Finding[]> {
  const storage = await createStorage(env);
  const keys = await readNewestAvatars(db, PICTURES);
  const found = await Promise.all(keys.map((key) => storage.find(key).catch(() => null)));
  const missing = found.filter((file) => file === null).length;
  if (missing === 0) return [];
  return [
    wrong(
      `${missing} of the ${keys.length} newest pictures are not where this store looks: another host has them, or they are lost.`,
    ),
  ];
}

/** Writes a file, reads it and removes it. */
export async function checkStorage(env: Env): Promise<Finding[]> {
  const place = env.S3_BUCKET ? `the bucket ${env.S3_BUCKET}` : path.resolve(env.STORAGE_DIR);
  const key = `doctor-${randomBytes(8).toString("hex")}.json`;
  try {
    const storage = await createStorage(env);
    await storage.put(key, { bytes: new Uint8Array(Buffer.from("{}")), contentType: "application/json" });
    const found = await storage.find(key);
    await storage.remove(key);
    if (!found) return [wrong(`What is written to ${place} cannot be read again: check who may read it.`)];
  } catch {
    const variables = env.S3_BUCKET
      ? "the S3 variables and the bucket's policy"
      : "STORAGE_DIR and who owns the folder";
    return [wrong(`Uploads cannot be kept in ${place}: check ${variables}.`)];
  }
  return [right(`Uploads are kept in ${place}.`), ...(env.S3_BUCKET ? [] : await checkFolder(env))];
}

async function checkFolder(env: Env): Promise<Finding[]> {
  const findings: Finding[] = [];
  if (env.APP_MODE === "production") {
    findings.push(
      doubtful(
        "Uploads stay on this host: with a second one they are missing there. Set S3_BUCKET, or share the folder.",
      ),
    );
  }
  if (!existsSync(env.STORAGE_DIR)) return findings;
  const { bavail, bsize } = await statfs(env.STORAGE_DIR);
  const free = Math.floor((bavail * bsize) / MB);
  if (free < FREE_MIN_MB) findings.push(wrong(`Its disk has ${free} MB left: make room.`));
  return findings;
}
