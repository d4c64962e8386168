import { z } from "zod";

const pathId = z
  .string()
  .regex(/^\d{1,16}$/)
  .transform(BigInt)
  .refine((id) => id >= 1n && id <= Number.MAX_SAFE_INTEGER)
  .meta({ type: "integer", pattern: undefined });

/** The dynamic part of paths that name a row. */
export const idParams = z.object({ id: pathId.meta({ examples: [77] }) });

const COLUMN_MAX = 2 ** 31 - 1;

/** The same for rows whose ids are small. */
export const intIdParams = z.object({
  id: z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number)
    .refine((id) => id >= 1 && id <= COLUMN_MAX)
    .meta({ type: "integer", pattern: undefined, examples: [42] }),
});
