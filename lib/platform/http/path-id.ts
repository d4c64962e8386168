import { z } from "zod";

export const pathId = z
  .string()
  .regex(/^\d{1,16}$/)
  .transform(BigInt)
  .refine((id) => id >= 1n && id <= Number.MAX_SAFE_INTEGER)
  .meta({ type: "integer", pattern: undefined });

/** The dynamic part of paths that name a row. */
export const idParams = z.object({ id: pathId.meta({ examples: [77] }) });
