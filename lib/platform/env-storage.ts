import { z } from "zod";
import { flag } from "@/lib/platform/env-values";

/* Where uploads are kept; `.env.example` explains each variable. */

export const storageVariables = {
  STORAGE_DIR: z.string().default(".data/storage"),
  S3_BUCKET: z.string().optional(),
  S3_REGION: z.string().default("us-east-1"),
  S3_ENDPOINT: z.url().optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_FORCE_PATH_STYLE: flag.default(false),
};

/** What is missing for a bucket, one readable line each. */
export function storageProblems(env: z.infer<z.ZodObject<typeof storageVariables>>): string[] {
  if (!env.S3_BUCKET || (env.S3_ACCESS_KEY_ID && env.S3_SECRET_ACCESS_KEY)) return [];
  return ["S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY: needed with S3_BUCKET"];
}
